import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import type { Builder } from '../graph/builder.js';
import type { DType, Value } from '../graph/graph.js';

/** A kernel's inputs and outputs, as TensorFlow.js hands them over. */
export type Info = tf.TensorInfo;

/** What kernels ask of the tracing backend: values for tensors and tensors for values. */
export interface Tracer {
  readonly build: Builder;
  /** The value of a tensor. */
  value(info: Info): Value;
  /** A tensor that stands for a value; its element type, where that is another for TensorFlow.js. */
  info(value: Value, dtype?: tf.DataType): Info;
}

/** The element type of a value by that of a tensor. */
export function valueType(dtype: tf.DataType): DType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new InputError(`a compiled function can't hold a ${dtype} tensor; use an eager engine such as "wasm"`);
}

import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import type { Info, Tracer } from './tracer.js';

/** How one TensorFlow.js kernel is written as nodes, by the names of its inputs. `attributes` are the kernel's own. */
export type Kernel<Input extends string = string> = (
  tracer: Tracer,
  inputs: Readonly<Record<Input, Info>>,
  // biome-ignore lint/suspicious/noExplicitAny: each kernel has attributes of its own, and TensorFlow.js types them loosely
  attributes: any,
) => Info | Info[];

/** Kernels by TensorFlow.js's names. */
// biome-ignore lint/suspicious/noExplicitAny: TensorFlow.js hands over the inputs that each kernel has
export type Kernels = Readonly<Record<string, Kernel<any>>>;

/** The inputs of a kernel that takes a list, in their order. */
export function listed(inputs: Readonly<Record<string, Info>>): Info[] {
  return Object.values(inputs);
}

/** @throws InputError: the kernel can't be written as nodes, with what to do. */
export function untraceable(op: string, why: string): never {
  throw new InputError(
    `${op} can't be compiled: ${why}; write it by other operations, or use an eager engine such as "wasm"`,
  );
}

/** The wider of two element types, as TensorFlow.js has it. */
export function widerType(a: tf.DataType, b: tf.DataType): tf.DataType {
  const order: tf.DataType[] = ['bool', 'int32', 'float32'];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

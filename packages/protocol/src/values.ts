import type * as tf from '@tensorflow/tfjs';

/** One trainable array; the first axis of `shape` is the item of the batch. */
export interface Value {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Trainable arrays by name. */
export type Values = Readonly<Record<string, Value>>;

/** The same arrays as tensors of the active backend. */
export type TensorMap = Readonly<Record<string, tf.Tensor>>;

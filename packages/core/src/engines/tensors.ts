import type { TensorMap, Values } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Values as tensors of the active backend; the caller disposes them. */
export function toTensors(values: Values): TensorMap {
  return Object.fromEntries(
    Object.entries(values).map(([name, { data, shape }]) => [name, tf.tensor(data, shape as number[])]),
  );
}

/** Reads tensors back, disposes them, and gives copies that nobody else holds. */
export async function takeData(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  try {
    const read = await Promise.all(tensors.map((tensor) => tensor.data()));
    return read.map((data) => Float32Array.from(data));
  } finally {
    tf.dispose([...tensors]);
  }
}

/** Cuts `[batch, n]` numbers into one array for each item. */
export function splitItems(data: Float32Array, batch: number): Float32Array[] {
  const size = data.length / batch;
  return Array.from({ length: batch }, (_, item) => data.slice(item * size, (item + 1) * size));
}

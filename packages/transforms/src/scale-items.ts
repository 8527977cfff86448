import { isTraced, linearMap } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { numbersOf } from './in-steps.js';

/** Multiplies each item with a factor of its own, `[batch]`, which is not differentiated. */
export function scaleItems(x: tf.Tensor2D, factors: tf.Tensor1D): tf.Tensor2D {
  const [batch, samples] = x.shape;
  if (isTraced()) return tf.mul(x, tf.reshape(factors, [batch, 1]));
  const numbers = numbersOf(factors);
  const scaled = (row: Float32Array, item: number) => row.map((v) => v * numbers[item]!);
  return linearMap(x, { samples, forward: scaled, adjoint: scaled });
}

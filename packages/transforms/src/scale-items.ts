import { linearMap } from '@audiate/ops';
import type * as tf from '@tensorflow/tfjs';

/** Multiplies each item with a factor of its own. */
export function scaleItems(x: tf.Tensor2D, factors: readonly number[]): tf.Tensor2D {
  const scaled = (row: Float32Array, item: number) => row.map((v) => v * factors[item]!);
  return linearMap(x, { samples: x.shape[1], forward: scaled, adjoint: scaled });
}

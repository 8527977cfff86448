import { linearMap } from '@audiate/ops';
import type * as tf from '@tensorflow/tfjs';

/** Multiplies each item with factors of its own: one number, or as many as the item is wide. */
export function scaleItems(x: tf.Tensor2D, factors: readonly (number | Float64Array)[]): tf.Tensor2D {
  const scaled = (row: Float32Array, item: number) => {
    const factor = factors[item]!;
    return typeof factor === 'number' ? row.map((v) => v * factor) : row.map((v, i) => v * factor[i]!);
  };
  return linearMap(x, { samples: x.shape[1], forward: scaled, adjoint: scaled });
}

import * as tf from '@tensorflow/tfjs';
import { linearMap } from './linear-map.js';
import { scaleBins } from './scale-bins.js';
import { isTraced } from './traced.js';

/** Multiplies each row of `[batch, n]` with the same factors, repeated along it; their count divides n. */
export function scaleRows(x: tf.Tensor2D, factors: Float32Array | Float64Array): tf.Tensor2D {
  const [batch, n] = x.shape;
  if (isTraced()) {
    const runs: tf.Tensor3D = tf.reshape(x, [batch, n / factors.length, factors.length]);
    return tf.reshape(tf.mul(runs, tf.tensor3d(Float32Array.from(factors), [1, 1, factors.length])), [batch, n]);
  }
  const scaled = (row: Float32Array) => scaleBins(row, factors);
  return linearMap(x, { samples: n, forward: scaled, adjoint: scaled });
}

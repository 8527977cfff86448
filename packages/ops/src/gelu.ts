import * as tf from '@tensorflow/tfjs';
import { namedOp } from './named-op.js';
import { withGradient } from './with-gradient.js';

/** Where {@link gelu} is least: below it the values rise again as x falls. */
export const GELU_TURN = -0.7518;

/**
 * The Gaussian error linear unit by the error function, `x · Φ(x)` (Hendrycks and Gimpel 2016; torch's default), any
 * shape. Gradient in closed form: `Φ(x) + x · φ(x)`.
 */
export function gelu<T extends tf.Tensor>(x: T): T {
  return namedOp(x, { name: 'Gelu' }, () => plainGelu(x));
}

function plainGelu<T extends tf.Tensor>(x: T): T {
  return withGradient(x, (input) => {
    const cumulative = tf.mul(tf.add(tf.erf(tf.mul(input, Math.SQRT1_2)), 1), 0.5);
    return {
      value: tf.mul(input, cumulative),
      saved: [input, cumulative],
      gradient: (dy, [u, phi]) => {
        const density = tf.mul(expOfNegative(tf.mul(tf.square(u!), -0.5)), 1 / Math.sqrt(2 * Math.PI));
        return tf.mul(dy, tf.add(phi!, tf.mul(u!, density)));
      },
    };
  });
}

/** `exp(z)` for `z ≤ 0`; on wasm as `σ(z) / (1 − σ(z))`: its sigmoid is vectorised, its exponential takes six times as long. */
function expOfNegative(z: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== 'wasm') return tf.exp(z);
  const s = tf.sigmoid(z);
  return tf.div(s, tf.sub(1, s));
}

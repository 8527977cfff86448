import * as tf from '@tensorflow/tfjs';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/**
 * Normalises every channel over its frames, `[batch, frames, channels]`: zero mean, unit variance, times `gamma`, plus
 * `beta` (torch.nn.GroupNorm with one channel a group). Gradient to `x` only, in closed form; finite on constants.
 * @param gamma `[channels]`. @param beta `[channels]`. @param eps added to the variance.
 */
export function instanceNorm(x: tf.Tensor3D, gamma: Weight, beta: Weight, eps: number): tf.Tensor3D {
  return withGradient(x, (input) => {
    const centred = tf.sub(input, tf.mean(input, 1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), eps));
    const normalised = tf.mul(centred, scale);
    return {
      value: tf.add(tf.mul(normalised, gamma.tensor()), beta.tensor()) as tf.Tensor3D,
      saved: [normalised, scale],
      gradient: (dy, [unit, inverse]) => {
        const along = tf.mul(unit!, tf.mean(tf.mul(dy, unit!), 1, true));
        const d = tf.sub(tf.sub(dy, tf.mean(dy, 1, true)), along);
        return tf.mul(d, tf.mul(inverse!, gamma.tensor()));
      },
    };
  });
}

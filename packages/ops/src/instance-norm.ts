import * as tf from '@tensorflow/tfjs';
import { meanOverFrames } from './mean-over-time.js';
import { namedOp } from './named-op.js';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/**
 * Normalises every channel over its frames, `[batch, frames, channels]`: zero mean, unit variance, times `gamma`, plus
 * `beta` (torch.nn.GroupNorm with one channel a group). Gradient to `x` only, in closed form; finite on constants.
 * @param gamma `[channels]`. @param beta `[channels]`. @param eps added to the variance.
 */
export function instanceNorm(x: tf.Tensor3D, gamma: Weight, beta: Weight, eps: number): tf.Tensor3D {
  const named = { name: 'InstanceNorm', weights: { gamma, beta }, attributes: { eps } };
  return namedOp(x, named, () => plainInstanceNorm(x, gamma, beta, eps));
}

function plainInstanceNorm(x: tf.Tensor3D, gamma: Weight, beta: Weight, eps: number): tf.Tensor3D {
  return withGradient(x, (input) => {
    const centred: tf.Tensor3D = tf.sub(input, meanOverFrames(input));
    const scale = tf.rsqrt(tf.add(meanOverFrames(tf.square(centred)), eps));
    const normalised = tf.mul(centred, scale);
    return {
      value: tf.add(tf.mul(normalised, gamma.tensor()), beta.tensor()) as tf.Tensor3D,
      saved: [normalised, scale],
      gradient: (dy, [unit, inverse]) => {
        const along = tf.mul(unit!, meanOverFrames(tf.mul(dy, unit!) as tf.Tensor3D));
        const d = tf.sub(tf.sub(dy, meanOverFrames(dy)), along);
        return tf.mul(d, tf.mul(inverse!, gamma.tensor()));
      },
    };
  });
}

import * as tf from '@tensorflow/tfjs';
import { namedOp } from './named-op.js';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/**
 * Layer normalisation over the last axis (Ba et al. 2016; torch.nn.LayerNorm): zero mean, unit variance, times `gamma`,
 * plus `beta`, `[.., channels]`. Gradient to `x` only, in closed form; finite on constants.
 * @param gamma `[channels]`. @param beta `[channels]`. @param eps added to the variance.
 */
export function layerNorm<T extends tf.Tensor>(x: T, gamma: Weight, beta: Weight, eps: number): T {
  const named = { name: 'LayerNorm', weights: { gamma, beta }, attributes: { eps } };
  return namedOp(x, named, () => plainLayerNorm(x, gamma, beta, eps));
}

function plainLayerNorm<T extends tf.Tensor>(x: T, gamma: Weight, beta: Weight, eps: number): T {
  return withGradient(x, (input) => {
    const centred = tf.sub(input, tf.mean(input, -1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), eps));
    const normalised = tf.mul(centred, scale);
    return {
      value: tf.add(tf.mul(normalised, gamma.tensor()), beta.tensor()) as T,
      saved: [normalised, scale],
      gradient: (dy, [unit, inverse]) => {
        const d = tf.mul(dy, gamma.tensor());
        const along = tf.mul(unit!, tf.mean(tf.mul(d, unit!), -1, true));
        return tf.mul(inverse!, tf.sub(tf.sub(d, tf.mean(d, -1, true)), along));
      },
    };
  });
}

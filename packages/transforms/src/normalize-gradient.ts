import { isTraced, withGradient } from '@audiate/ops';
import { type Audio, type Kind, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { inSteps, numbersOf } from './in-steps.js';
import { itemNorms } from './item-norms.js';
import { scaleItems } from './scale-items.js';

/**
 * Leaves the audio as it is and makes the gradient that comes back through it a unit vector for each item (Lucid:
 * `normalize_gradient`). What the model says then weighs the same at every step and in every draw, beside penalties on
 * the raw audio, whose gradients do not pass through here. A gradient of 0 stays 0. Draws nothing; at strength s the
 * norm becomes its (1 − s)-th power.
 */
export function normalizeGradient(): Transform {
  return {
    spec: specOf(normalizeGradientKind),
    bind: ({ samples }) =>
      inSteps({
        heard: samples,
        draw: (_key, { strength }) => ({ strength: { data: Float32Array.of(strength), shape: [1] } }),
        change: (audio, { strength }) =>
          withGradient(audio, (x) => ({
            value: tf.clone(x),
            saved: [strength!],
            gradient: (dy, [kept]) => scaleItems(dy, factorsOf(dy, kept as tf.Tensor1D)),
          })),
      }),
  };
}

/** The kind of {@link normalizeGradient}. */
export const normalizeGradientKind: Kind<Transform> = { kind: 'normalizeGradient', make: normalizeGradient };

/** The power of each item's norm that makes it `1 − strength` of its logarithm; 0 where the norm is. */
function factorsOf(dy: Audio, strength: tf.Tensor1D): tf.Tensor1D {
  const norms = itemNorms(dy);
  if (isTraced()) {
    const silent = tf.equal(norms, 0);
    const powers = tf.exp(tf.mul(tf.log(tf.where(silent, tf.onesLike(norms), norms)), tf.neg(strength)));
    return tf.where(silent, tf.zerosLike(norms), powers) as tf.Tensor1D;
  }
  const [own] = numbersOf(strength) as unknown as [number];
  return tf.tensor1d(numbersOf(norms).map((norm) => (norm > 0 ? norm ** -own : 0)));
}

import { type Audio, type Kind, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
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
    bind:
      () =>
      (audio, _key, { strength }) => {
        const apply = tf.customGrad((...inputs) => ({
          value: tf.clone(inputs[0] as Audio),
          gradFunc: (dy: Audio) =>
            scaleItems(
              dy,
              itemNorms(dy).map((norm) => (norm > 0 ? norm ** -strength : 0)),
            ),
        }));
        return apply(audio);
      },
  };
}

/** The kind of {@link normalizeGradient}. */
export const normalizeGradientKind: Kind<Transform> = { kind: 'normalizeGradient', make: normalizeGradient };

function itemNorms(x: Audio): number[] {
  const [batch, samples] = x.shape;
  const data = x.dataSync() as Float32Array;
  return Array.from({ length: batch }, (_, item) => {
    const row = data.subarray(item * samples, (item + 1) * samples);
    return Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  });
}

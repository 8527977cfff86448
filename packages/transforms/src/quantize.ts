import { type Audio, type Kind, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { muLaw } from './mu-law.js';

/**
 * Codes the audio to 8 bits by µ-law and back, as a telephone line does (ITU-T G.711); full scale is ±1. The steps have no
 * slope, so the gradient goes straight through, as if nothing had been done (Bengio and others 2013). Draws nothing.
 * Strength multiplies the error that the coding makes.
 */
export function quantize(): Transform {
  return {
    spec: specOf(quantizeKind),
    bind:
      () =>
      (audio, _key, { strength }) => {
        if (strength === 0) return tf.clone(audio);
        const apply = tf.customGrad((...inputs) => {
          const x = inputs[0] as Audio;
          const coded = x.dataSync().map((sample) => sample + strength * (muLaw(sample) - sample));
          return { value: tf.tensor2d(coded, x.shape), gradFunc: (dy: Audio) => tf.clone(dy) };
        });
        return apply(audio);
      },
  };
}

/** The kind of {@link quantize}. */
export const quantizeKind: Kind<Transform> = { kind: 'quantize', make: quantize };

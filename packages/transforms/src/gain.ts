import { type Kind, specOf, type Transform } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import { inSteps } from './in-steps.js';
import { around, drawEach, type Range } from './range.js';
import { scaleItems } from './scale-items.js';

/** Float32 holds 24 bits, 144 dB. */
const MAX_GAIN_DB = 144;

/**
 * Makes each item louder or softer.
 * @param options.db within ±144: a number n means a uniform draw from −n … n; `[min, max]` another range, `[6, 6]` exactly 6.
 */
export function gain(options: { readonly db: Range }): Transform {
  const bounds = around('gain db', options.db, { min: -MAX_GAIN_DB, max: MAX_GAIN_DB });
  return {
    spec: specOf(gainKind, { db: options.db }),
    bind: ({ batch, samples }) =>
      inSteps({
        heard: samples,
        draw(key, { strength }) {
          const factors = drawEach(key, batch, bounds).map((db) => 10 ** ((strength * db) / 20));
          return { factor: { data: Float32Array.from(factors), shape: [batch] } };
        },
        change: (audio, { factor }) => scaleItems(audio, factor as tf.Tensor1D),
      }),
  };
}

/** The kind of {@link gain}. */
export const gainKind: Kind<Transform> = { kind: 'gain', make: gain };

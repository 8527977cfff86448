import { type Kind, specOf, type Transform } from '@audiate/protocol';
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
    bind:
      ({ batch }) =>
      (audio, key, { strength }) => {
        const draws = drawEach(key, batch, bounds);
        return scaleItems(
          audio,
          draws.map((db) => 10 ** ((strength * db) / 20)),
        );
      },
  };
}

/** The kind of {@link gain}. */
export const gainKind: Kind<Transform> = { kind: 'gain', make: gain };

import { fourier } from '@audiate/ops';
import { fold, type Key, type Kind, normal, specOf, type Transform } from '@audiate/protocol';
import { drawResponses, filterItems, filterSize, type Response } from './filter-items.js';
import { inSteps } from './in-steps.js';
import { drawEach, exactly, type Range } from './range.js';

/** A cathedral's; longer is a mistaken unit. */
const MAX_SECONDS = 15;
const MAX_DIRECT_DB = 60;

/** Options of {@link reverb}. */
export interface ReverbOptions {
  /** Time in which the tail falls by 60 dB (RT60), in seconds above 0, at most 15: a number, or `[min, max]` for a draw. */
  readonly seconds: Range;
  /** Energy of the direct sound over that of the tail, dB within ±60: a number, or `[min, max]`; `[0, 12]` unless given. */
  readonly directDb?: Range;
}

/**
 * Puts each item into a room of its own: the direct sound as it is, and a tail of white noise that decays exponentially
 * (Moorer 1979, "About this reverberation business"), by a Fourier convolution. The length stays, what rings beyond the end
 * is cut. Strength multiplies the tail's amplitude; a mirrored key gives the opposite tail, so that the mean of both is
 * the dry sound where the ranges are single values.
 * @throws InputError for times and ratios out of range.
 */
export function reverb({ seconds, directDb = [0, 12] }: ReverbOptions): Transform {
  const times = exactly('reverb seconds', seconds, { above: 0, max: MAX_SECONDS });
  const ratios = exactly('reverb directDb', directDb, { min: -MAX_DIRECT_DB, max: MAX_DIRECT_DB });
  return {
    spec: specOf(reverbKind, { seconds, directDb }),
    bind({ batch, samples, model: { sampleRate } }) {
      const longest = Math.min(samples, Math.ceil(times[1] * sampleRate));
      const size = filterSize(samples, longest);
      return inSteps({
        heard: samples,
        draw(key, { strength }) {
          const decays = drawEach(fold(key, 0), batch, times);
          const levels = drawEach(fold(key, 1), batch, ratios);
          const responses = decays.map((time, item) => {
            const tail = drawTail(fold(fold(key, 2), item), longest, time * sampleRate);
            return responseOf(tail, strength * 10 ** (-levels[item]! / 20), size);
          });
          return drawResponses(responses);
        },
        change: filterItems,
      });
    },
  };
}

/** The kind of {@link reverb}. */
export const reverbKind: Kind<Transform> = { kind: 'reverb', make: reverb };

/** Noise that begins a sample after the direct sound and falls by 60 dB in `decaySamples`, of energy 1 within `count`. */
function drawTail(key: Key, count: number, decaySamples: number): Float32Array {
  const tail = normal(key, count).map((value, n) => (n === 0 ? 0 : value * 10 ** ((-3 * n) / decaySamples)));
  const energy = tail.reduce((sum, value) => sum + value * value, 0);
  return energy > 0 ? tail.map((value) => value / Math.sqrt(energy)) : tail;
}

/** The response of a unit impulse followed by `level` times the tail. */
function responseOf(tail: Float32Array, level: number, size: number): Response {
  const kernel = tail.map((value) => level * value);
  kernel[0] = 1;
  const bins = size / 2 + 1;
  const spectrum = fourier(size).analyse(kernel, 1, 1);
  return { re: spectrum.slice(0, bins), im: spectrum.slice(bins) };
}

import { checkNumber, type Kind, specOf, type Transform } from '@audiate/protocol';
import { type Duration, durationOf, wholeSamples } from './duration.js';
import { inSteps } from './in-steps.js';
import { drawMoves, moveItems } from './move-items.js';
import { around, drawEach, type Range } from './range.js';

/**
 * Moves each item in time by a whole number of samples, later if positive; what leaves is lost, zeros move in, the length
 * stays (Lucid: `jitter`). Each shift in the range is equally likely.
 * @param options `samples` or `ms`: a number n means −n … n, or `[min, max]`.
 * @throws InputError for both or neither unit, at bind when a shift is not shorter than the audio.
 */
export function shift(options: Duration<Range>): Transform {
  const { unit, value } = durationOf('shift', options);
  const bounds = around(`shift ${unit}`, value, { integer: unit === 'samples' });
  return {
    spec: specOf(shiftKind, { [unit]: value }),
    bind({ batch, samples, model }) {
      const [min, max] = bounds.map((bound) => wholeSamples(unit, bound, model.sampleRate)) as [number, number];
      const limit = { max: samples - 1, hint: `the audio has ${samples} samples; shift less or render longer audio` };
      checkNumber('shift in samples', Math.max(Math.abs(min), Math.abs(max)), limit);
      return inSteps({
        heard: samples,
        draw(key, { strength }) {
          // Half a sample more at both ends makes the rounded draws equally likely.
          const shifts = drawEach(key, batch, [min - 0.5, max + 0.5]).map((drawn) =>
            nearest(strength * Math.min(max, Math.max(min, nearest(drawn)))),
          );
          return drawMoves(
            shifts.map((by) => -by),
            { samples, heard: samples },
          );
        },
        change: moveItems,
      });
    },
  };
}

/** The kind of {@link shift}. */
export const shiftKind: Kind<Transform> = { kind: 'shift', make: shift };

/** Rounds halves away from 0, so that −x rounds to minus what x does. */
function nearest(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

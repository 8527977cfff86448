import { linearMap } from '@audiate/ops';
import { checkNumber, type Kind, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Duration, durationOf, wholeSamples } from './duration.js';
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
      return (audio, key, { strength }) => {
        // Half a sample more at both ends makes the rounded draws equally likely.
        const shifts = drawEach(key, batch, [min - 0.5, max + 0.5]).map((drawn) =>
          nearest(strength * Math.min(max, Math.max(min, nearest(drawn)))),
        );
        if (shifts.every((by) => by === 0)) return tf.clone(audio);
        return linearMap(audio, {
          samples,
          forward: (input, item) => moved(input, shifts[item]!),
          adjoint: (dy, item) => moved(dy, -shifts[item]!),
        });
      };
    },
  };
}

/** The kind of {@link shift}. */
export const shiftKind: Kind<Transform> = { kind: 'shift', make: shift };

function moved(input: Float32Array, by: number): Float32Array {
  const out = new Float32Array(input.length);
  if (by >= 0) out.set(input.subarray(0, input.length - by), by);
  else out.set(input.subarray(-by));
  return out;
}

/** Rounds halves away from 0, so that −x rounds to minus what x does. */
function nearest(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

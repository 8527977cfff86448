import { checkNumber, InputError, makeSpec, show, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Duration, durationOf, wholeSamples } from './duration.js';

/**
 * Adds silence at both ends, so that the model hears the sound come and go (Lucid: `pad`). The audio becomes longer by both;
 * strength does nothing, as a length must not change along a render.
 * @param options `samples` or `ms`, at least 0: a number for each end, or `[before, after]`.
 */
export function pad(options: Duration<number | readonly [before: number, after: number]>): Transform {
  const { unit, value } = durationOf('pad', options);
  const ends = typeof value === 'number' ? [value, value] : value;
  if (!Array.isArray(ends) || ends.length !== 2) {
    throw new InputError(`pad ${unit} must be a number or [before, after], got ${show(value)}`);
  }
  for (const end of ends) checkNumber(`pad ${unit}`, end, { min: 0, integer: unit === 'samples' });
  return {
    spec: makeSpec('pad', { [unit]: value }),
    bind({ batch, model }) {
      const [before, after] = ends.map((end) => wholeSamples(unit, end, model.sampleRate)) as [number, number];
      return (audio) => tf.concat([tf.zeros([batch, before]), audio, tf.zeros([batch, after])], 1);
    },
  };
}

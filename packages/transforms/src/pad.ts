import { type Audio, checkNumber, type Kind, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Duration, durationOf, wholeSamples } from './duration.js';
import { inSteps } from './in-steps.js';

/**
 * Adds silence at both ends, so that the model hears the sound come and go (Lucid: `pad`). The audio becomes longer by both;
 * strength does nothing, as a length must not change along a render.
 * @param options `samples` or `ms` for each end, at least 0.
 */
export function pad(options: Duration<number>): Transform {
  const { unit, value } = durationOf('pad', options);
  checkNumber(`pad ${unit}`, value, { min: 0, integer: unit === 'samples' });
  return {
    spec: specOf(padKind, { [unit]: value }),
    bind({ batch, samples, model }) {
      const end = wholeSamples(unit, value, model.sampleRate);
      const silence = () => tf.zeros([batch, end]);
      return inSteps({
        heard: samples + 2 * end,
        draw: () => ({}),
        change: (audio) => tf.concat([silence(), audio, silence()], 1) as Audio,
      });
    },
  };
}

/** The kind of {@link pad}. */
export const padKind: Kind<Transform> = { kind: 'pad', make: pad };

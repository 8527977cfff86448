import { checkNumber, type Kind, specOf, type Transform } from '@audiate/protocol';
import { type Duration, durationOf, wholeSamples } from './duration.js';
import { inSteps } from './in-steps.js';
import { drawMoves, moveItems } from './move-items.js';
import { drawEach } from './range.js';

/**
 * Lets the model hear a window of each item, at a random position (Lucid's `jitter` crops so): a long sound is climbed at
 * the cost of a short one. Every position is equally likely. The audio becomes as long as the window; strength draws the
 * positions towards the middle one, which is that of strength 0.
 * @param options `samples` or `ms`: length of the window.
 * @throws InputError for both or neither unit, at bind for a window that is empty or longer than the audio.
 */
export function crop(options: Duration<number>): Transform {
  const { unit, value } = durationOf('crop', options);
  checkNumber(`crop ${unit}`, value, { above: 0, integer: unit === 'samples' });
  return {
    spec: specOf(cropKind, { [unit]: value }),
    bind({ batch, samples, model }) {
      const length = checkNumber('crop in samples', wholeSamples(unit, value, model.sampleRate), {
        min: 1,
        max: samples,
        hint: `the audio has ${samples} samples; crop less or render longer audio`,
      });
      const last = samples - length;
      return inSteps({
        heard: length,
        draw(key, { strength }) {
          // Half a sample more at both ends makes the rounded draws equally likely.
          const starts = drawEach(key, batch, [-0.5, last + 0.5]).map((drawn) => {
            const start = Math.min(last, Math.max(0, Math.round(drawn)));
            return Math.round(last / 2 + strength * (start - last / 2));
          });
          return drawMoves(starts, { samples, heard: length });
        },
        change: moveItems,
      });
    },
  };
}

/** The kind of {@link crop}. */
export const cropKind: Kind<Transform> = { kind: 'crop', make: crop };

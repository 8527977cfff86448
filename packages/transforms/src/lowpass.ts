import { checkNumber, type Kind, specOf, type Transform } from '@audiate/protocol';
import { drawResponses, filterItems, filterSize } from './filter-items.js';
import { inSteps } from './in-steps.js';
import { drawEach, exactly, type Range } from './range.js';

/** 24 dB an octave. */
const ORDER = 4;
/** Periods of the cutoff until the response has faded to e^−9.6: its slowest pole decays as e^(−2π · sin(π/8) · periods). */
const RINGING = 4;

/**
 * Takes away what lies above a cutoff, as a telephone or a wall does: gain (1 + (f/cutoff)⁸)^(−1/2), 3 dB down at the
 * cutoff and falling by 24 dB an octave above (Butterworth 1930, fourth order); the phase stays. Strength multiplies the
 * attenuation in dB.
 * @param options.cutoffHz above 0: a number, or `[min, max]` for a draw that is uniform over octaves.
 * @throws InputError at bind when a cutoff is at or above the Nyquist frequency.
 */
export function lowpass(options: { readonly cutoffHz: Range }): Transform {
  const { cutoffHz } = options;
  const bounds = exactly('lowpass cutoffHz', cutoffHz, { above: 0 });
  return {
    spec: specOf(lowpassKind, { cutoffHz }),
    bind({ batch, samples, model: { sampleRate } }) {
      const hint = `the model hears up to ${sampleRate / 2} Hz`;
      checkNumber('lowpass cutoffHz', bounds[1], { below: sampleRate / 2, hint });
      const size = filterSize(samples, (RINGING * sampleRate) / bounds[0]);
      const frequencies = Float64Array.from({ length: size / 2 + 1 }, (_, bin) => (bin * sampleRate) / size);
      const octaves = [Math.log2(bounds[0]), Math.log2(bounds[1])] as const;
      return inSteps({
        heard: samples,
        draw(key, { strength }) {
          const responses = drawEach(key, batch, octaves).map((octave) => ({
            re: frequencies.map((hz) => (1 + (hz / 2 ** octave) ** (2 * ORDER)) ** (-strength / 2)),
          }));
          return drawResponses(responses);
        },
        change: filterItems,
      });
    },
  };
}

/** The kind of {@link lowpass}. */
export const lowpassKind: Kind<Transform> = { kind: 'lowpass', make: lowpass };

import { checkNumber, type Kind, specOf, type Transform } from '@audiate/protocol';
import { drawResponses, filterItems, filterSize } from './filter-items.js';
import { inSteps } from './in-steps.js';
import { around, drawEach, type Range } from './range.js';

/** A filter of the fourth order falls by 24 dB an octave; what is steeper is a filter and no tilt. */
const MAX_TILT = 24;

/** Options of {@link tilt}. */
export interface TiltOptions {
  /** dB an octave, within ±24: a number n means a uniform draw from −n … n, or `[min, max]`. Positive is brighter. */
  readonly dbPerOctave: Range;
  /** Where the gain is 0 dB; 1,000 unless given. */
  readonly referenceHz?: number;
  /** Below it the gain stays what it is there, so that 0 Hz has one; 60 unless given. */
  readonly floorHz?: number;
}

/**
 * Tilts each item's spectrum as another room or microphone would: the gain in dB is a straight line over octaves, the phase
 * stays. Zeros of the length of one period of `floorHz` keep the end from ringing into the start.
 * @throws InputError at bind when a frequency is at or above the Nyquist frequency.
 */
export function tilt({ dbPerOctave, referenceHz = 1000, floorHz = 60 }: TiltOptions): Transform {
  const bounds = around('tilt dbPerOctave', dbPerOctave, { min: -MAX_TILT, max: MAX_TILT });
  checkNumber('tilt referenceHz', referenceHz, { above: 0 });
  checkNumber('tilt floorHz', floorHz, { above: 0 });
  return {
    spec: specOf(tiltKind, { dbPerOctave, referenceHz, floorHz }),
    bind({ batch, samples, model: { sampleRate } }) {
      const rule = { below: sampleRate / 2, hint: `the model hears up to ${sampleRate / 2} Hz` };
      checkNumber('tilt referenceHz', referenceHz, rule);
      checkNumber('tilt floorHz', floorHz, rule);
      const size = filterSize(samples, sampleRate / floorHz);
      const octaves = Float64Array.from({ length: size / 2 + 1 }, (_, bin) =>
        Math.log2(Math.max(floorHz, (bin * sampleRate) / size) / referenceHz),
      );
      return inSteps({
        heard: samples,
        draw(key, { strength }) {
          const slopes = drawEach(key, batch, bounds);
          return drawResponses(slopes.map((slope) => ({ re: gains(octaves, strength * slope) })));
        },
        change: filterItems,
      });
    },
  };
}

/** Linear gains of a slope in dB an octave. */
function gains(octaves: Float64Array, slope: number): Float64Array {
  const out = new Float64Array(octaves.length);
  const exponent = (slope * Math.LN10) / 20;
  for (let bin = 0; bin < out.length; bin++) out[bin] = Math.exp(exponent * octaves[bin]!);
  return out;
}

/** The kind of {@link tilt}. */
export const tiltKind: Kind<Transform> = { kind: 'tilt', make: tilt };

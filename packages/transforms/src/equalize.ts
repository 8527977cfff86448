import { checkNumber, fold, InputError, type Kind, show, specOf, type Transform, uniform } from '@audiate/protocol';
import { drawResponses, filterItems, filterSize } from './filter-items.js';
import { inSteps } from './in-steps.js';
import { around, drawEach, type Range } from './range.js';

/** A band's gain, and a tilt's slope, beyond which little of the sound is left to recognise. */
const MAX_DB = 24;
/** The octave bands of ISO 266 that telephone speech reaches. */
const OCTAVES_HZ = [125, 250, 500, 1000, 2000, 4000];
const REFERENCE_HZ = 1000;

/** Options of {@link equalize}. */
export interface EqualizeOptions {
  /** Gain of each band in dB, within ±24: a number n means a uniform draw from −n … n for each band, or `[min, max]`. */
  readonly db: Range;
  /** Centres of the bands in Hz, rising; the octaves from 125 to 4,000 that the model can hear unless given. */
  readonly bandsHz?: readonly number[];
  /** A tilt about 1,000 Hz beside it, dB an octave within ±24: n means −n … n, or `[min, max]`; 0 unless given. */
  readonly dbPerOctave?: Range;
}

/**
 * Colours each item's spectrum as rooms, loudspeakers and microphones do: bands of random gain, straight lines in dB over
 * octaves between their centres, constant beyond the outermost ones; the phase stays. Strength multiplies the gains in dB.
 * For a tilt alone use `tilt`.
 * @throws InputError for no bands or bands out of order, at bind for one at or above the Nyquist frequency.
 */
export function equalize({ db, bandsHz, dbPerOctave = 0 }: EqualizeOptions): Transform {
  const bounds = around('equalize db', db, { min: -MAX_DB, max: MAX_DB });
  const slopes = around('equalize dbPerOctave', dbPerOctave, { min: -MAX_DB, max: MAX_DB });
  if (bandsHz !== undefined) checkBands(bandsHz);
  return {
    spec: specOf(equalizeKind, { db, bandsHz, dbPerOctave }),
    bind({ batch, samples, model: { sampleRate } }) {
      const centres = centresFor(bandsHz, sampleRate);
      const size = filterSize(samples, sampleRate / centres[0]!);
      const positions = Float64Array.from({ length: size / 2 + 1 }, (_, bin) =>
        placeAmong(centres, (bin * sampleRate) / size),
      );
      const octaves = centres.map((hz) => Math.log2(hz / REFERENCE_HZ));
      return inSteps({
        heard: samples,
        draw(key, { strength }) {
          const responses = drawEach(fold(key, 1), batch, slopes).map((slope, item) => {
            const drawn = uniform(fold(fold(key, 0), item), centres.length, ...bounds);
            const gainsDb = drawn.map((gain, band) => strength * (gain + slope * octaves[band]!));
            return { re: positions.map((position) => 10 ** (readBetween(gainsDb, position) / 20)) };
          });
          return drawResponses(responses);
        },
        change: filterItems,
      });
    },
  };
}

/** The kind of {@link equalize}. */
export const equalizeKind: Kind<Transform> = { kind: 'equalize', make: equalize };

function checkBands(bandsHz: readonly number[]): void {
  if (!Array.isArray(bandsHz) || bandsHz.length === 0) {
    throw new InputError(`equalize bandsHz must be a list of at least one frequency, got ${show(bandsHz)}`);
  }
  bandsHz.forEach((hz, band) => {
    const above = band === 0 ? 0 : bandsHz[band - 1]!;
    checkNumber(`equalize bandsHz[${band}]`, hz, { above, hint: 'give the centres in rising order' });
  });
}

function centresFor(bandsHz: readonly number[] | undefined, sampleRate: number): readonly number[] {
  const nyquistHz = sampleRate / 2;
  const centres = bandsHz ?? OCTAVES_HZ.filter((hz) => hz < nyquistHz);
  const hint = `the model hears up to ${nyquistHz} Hz`;
  checkNumber('the highest of equalize bandsHz', centres.at(-1), { below: nyquistHz, hint });
  return centres;
}

/** Where a frequency lies among the centres, in octaves' proportion: 1.5 is half an interval above the second. */
function placeAmong(centres: readonly number[], hz: number): number {
  const above = centres.findIndex((centre) => centre > hz);
  if (above === 0) return 0;
  if (above < 0) return centres.length - 1;
  const low = centres[above - 1]!;
  return above - 1 + Math.log(hz / low) / Math.log(centres[above]! / low);
}

function readBetween(values: Float64Array, position: number): number {
  const left = Math.floor(position);
  const right = Math.min(left + 1, values.length - 1);
  return values[left]! + (position - left) * (values[right]! - values[left]!);
}

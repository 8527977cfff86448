import type { Sound } from '@audiate/protocol';
import { copySound } from './copy-sound.js';
import { pitch } from './pitch.js';

/** Below the loudest moments (their 99th percentile) a peak is no syllable. */
const BELOW_LOUDEST_DB = 25;
/** A dip between two syllables. */
const DIP_DB = 2;
const HOP_SECONDS = 0.01;
/** Praat's window for a minimum pitch of 50 Hz: 3.2 periods. */
const WINDOW_SECONDS = 0.064;

/**
 * Syllables a second, by the peaks of intensity (de Jong and Wempe 2009): a peak counts where it is within 25 dB of the loudest,
 * a dip of 2 dB lies before the next one, and the sound is voiced there. Read speech has 3 to 6; pauses count as time. NaN for silence.
 * @throws InputError for a sound that is empty, not finite, or at a rate below 2,000 Hz.
 */
export function syllableRate(sound: Sound): number {
  const { samples, sampleRate } = copySound('sound of syllableRate', sound);
  const { hz } = pitch({ samples, sampleRate }, { hopSeconds: HOP_SECONDS });
  const db = intensity(samples, sampleRate, hz.length);
  const sorted = db.slice().sort();
  const loudest = sorted[Math.floor(0.99 * (sorted.length - 1))]!;
  if (loudest === Number.NEGATIVE_INFINITY) return Number.NaN;
  const peaks = Array.from(db.keys()).filter(
    (i) =>
      db[i]! >= (db[i - 1] ?? -Infinity) && db[i]! > (db[i + 1] ?? -Infinity) && db[i]! > loudest - BELOW_LOUDEST_DB,
  );
  const parted = peaks.filter((peak, k) => {
    const next = peaks[k + 1];
    return (
      next === undefined ||
      db[peak]! - db.subarray(peak, next).reduce((least, value) => Math.min(least, value)) > DIP_DB
    );
  });
  const voiced = parted.filter((peak) => !Number.isNaN(hz[peak]!));
  return voiced.length / (samples.length / sampleRate);
}

/** The power in dB around moments 10 ms apart, under a Hann window. */
function intensity(samples: Float32Array, sampleRate: number, frames: number): Float64Array {
  const half = Math.round((WINDOW_SECONDS * sampleRate) / 2);
  const weights = Float64Array.from({ length: 2 * half + 1 }, (_, i) => 1 - Math.cos((Math.PI * (i + 1)) / (half + 1)));
  return Float64Array.from({ length: frames }, (_, frame) => {
    const centre = Math.round(frame * HOP_SECONDS * sampleRate);
    let sum = 0;
    for (let i = -half; i <= half; i++) sum += weights[i + half]! * (samples[centre + i] ?? 0) ** 2;
    return 10 * Math.log10(sum);
  });
}

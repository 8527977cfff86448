import { checkAudio } from '../check-audio.js';

/**
 * The largest power of two, 1 at most, that brings every sample within ±1: the `gain` to pass to `encodeWav` for a file
 * that no player clips. 1 for a sound that is within ±1 already. The peak comes to between 0.5 and 1.
 *
 * A power of two changes the exponent of a float32 alone, so that the file divided by the gain is the sound bit for bit
 * (but for samples below 10⁻³⁷).
 * @throws InputError for audio that is empty or not finite.
 */
export function unclippedGain(audio: Float32Array): number {
  let peak = 0;
  for (const sample of checkAudio(audio)) peak = Math.max(peak, Math.abs(sample));
  let gain = 1;
  while (gain * peak > 1) gain /= 2;
  return gain;
}

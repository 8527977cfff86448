import { wholePower } from './stft.js';

/**
 * The share of a sound's energy below a frequency, in [0, 1]; below 50 Hz no speech has any, so that it is rumble or drift.
 * By one Fourier transform of the whole sound. NaN for silence. The frequency is `belowHz`, 50 unless given.
 */
export function lowShare(
  sound: Float32Array,
  { sampleRate, belowHz = 50 }: { readonly sampleRate: number; readonly belowHz?: number },
): number {
  const power = wholePower(sound);
  const last = power.length - 1;
  let [low, whole] = [0, 0];
  for (const [bin, value] of power.entries()) {
    // Every bin but the first and the last stands for two, ±f.
    const energy = bin === 0 || bin === last ? value : 2 * value;
    whole += energy;
    if ((bin * sampleRate) / (2 * last) < belowHz) low += energy;
  }
  return low / whole;
}

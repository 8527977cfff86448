import { stftPower } from './stft.js';

/**
 * How evenly a sound fills its spectrogram: mean |STFT| over root mean square |STFT|, windows of 256 samples (Hann), hop 64.
 * White noise has 0.886 = √π / 2 (its magnitudes are Rayleigh distributed), a click or a tone almost 0. The complement is,
 * scaled, Hoyer's sparsity (Hoyer 2004). The level does not count. NaN for silence.
 */
export function spectrogramDensity(sound: Float32Array): number {
  let [sum, squares, cells] = [0, 0, 0];
  for (const frame of stftPower(sound, { window: 256, hop: 64 })) {
    for (const power of frame) {
      sum += Math.sqrt(power);
      squares += power;
      cells++;
    }
  }
  return sum / cells / Math.sqrt(squares / cells);
}

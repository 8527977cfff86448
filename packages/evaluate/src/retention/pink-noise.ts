import { fold, normal, type Transform, transforms } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import FFT from 'fft.js';
import { rms } from '../numbers/rms.js';

/** Below what is heard as a tone; pink noise has as much energy in each octave, so that without an end most of it is rumble. */
const LOWEST_HZ = 20;

/**
 * Adds pink noise, whose power falls as 1/f from 20 Hz on, at a signal-to-noise ratio: what a room or a street sounds like.
 * Silence stays silence.
 */
export function pinkNoise({ snrDb }: { readonly snrDb: number }): Transform {
  return transforms.custom(`pink noise ${snrDb} dB`, (audio, key, { model, strength }) => {
    const [batch, samples] = audio.shape;
    const data = audio.dataSync().slice() as Float32Array;
    for (let item = 0; item < batch; item++) {
      const sound = data.subarray(item * samples, (item + 1) * samples);
      const noise = pink(normal(fold(key, item), 2 ** Math.ceil(Math.log2(Math.max(2, samples)))), model.sampleRate);
      const part = noise.subarray(0, samples);
      const gain = (strength * rms(sound) * 10 ** (-snrDb / 20)) / rms(part);
      for (const [i, value] of part.entries()) sound[i]! += gain * value;
    }
    return tf.tensor2d(data, [batch, samples]);
  });
}

/** White noise of a power of two samples, filtered by f^(−1/2) above {@link LOWEST_HZ} and to nothing below. */
export function pink(white: Float32Array, sampleRate: number): Float32Array {
  const fft = new FFT(white.length);
  const spectrum = fft.createComplexArray();
  fft.realTransform(spectrum, white);
  for (let bin = 0; bin <= white.length / 2; bin++) {
    const hz = (bin * sampleRate) / white.length;
    const gain = hz < LOWEST_HZ ? 0 : hz ** -0.5;
    spectrum[2 * bin] *= gain;
    spectrum[2 * bin + 1] *= gain;
  }
  fft.completeSpectrum(spectrum);
  const out = fft.createComplexArray();
  fft.inverseTransform(out, spectrum);
  return Float32Array.from(white, (_, i) => out[2 * i]!);
}

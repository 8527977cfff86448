import { rfft } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

/** The Fourier transforms of some waveforms, zeros up to `size` after each: `[items, 2, size/2 + 1]`, flat. */
export function spectraOf(audio: readonly Float32Array[], size: number): Float32Array {
  const padded = new Float32Array(audio.length * size);
  audio.forEach((item, i) => {
    padded.set(item, i * size);
  });
  return tf.tidy(() => rfft(tf.tensor2d(padded, [audio.length, size])).dataSync() as Float32Array);
}

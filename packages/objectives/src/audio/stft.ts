import { rfft } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Four windows overlap: the hop is a quarter of the window. */
const OVERLAP = 4;

/**
 * Power of the short-time Fourier transform, `[batch, samples] → [batch, frames, size / 2 + 1]`: Hann windows (periodic) a
 * quarter apart, the first centred on the first sample, with silence around the audio. A sine of amplitude 1 on a bin
 * has power 1 there.
 * @param size of the window in samples, a power of two from 4.
 */
export function stftPower(audio: Audio, size: number): tf.Tensor3D {
  const [batch, samples] = audio.shape;
  const hop = size / OVERLAP;
  const frames = Math.floor(samples / hop) + 1;
  const hops = frames + OVERLAP - 1;
  const after = hops * hop - samples - size / 2;
  const padded = tf.pad(audio, [
    [0, 0],
    [size / 2, after],
  ]);
  const blocks = tf.reshape(padded, [batch, hops, hop]);
  const quarters = Array.from({ length: OVERLAP }, (_, i) => tf.slice(blocks, [0, i, 0], [batch, frames, hop]));
  const windowed = tf.mul(tf.concat(quarters, 2), tf.tensor1d(hannOf(size)));
  const spectra = rfft(tf.reshape(windowed, [batch * frames, size]));
  return tf.reshape(tf.sum(tf.square(spectra), 1), [batch, frames, size / 2 + 1]);
}

/** Scaled so that a sine of amplitude 1 has a magnitude of 1: divided by half of the window's sum, size / 4. */
function hannOf(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => (2 - 2 * Math.cos((2 * Math.PI * i) / size)) / size);
}

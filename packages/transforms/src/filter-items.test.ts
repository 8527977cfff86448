import { key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { drawResponses, filterItems, filterSize, type Response } from './filter-items.js';
import { tensorsOf } from './in-steps.js';

const [samples, taps] = [300, 40];
const size = filterSize(samples, taps);
const audio = [normal(key(1), samples), normal(key(2), samples)];
const kernels = [normal(key(3), taps), normal(key(4), taps)];

/** The response of a kernel by the sum that defines it. */
function responseOf(kernel: Float32Array): Required<Response> {
  const part = (wave: (x: number) => number) =>
    Float64Array.from({ length: size / 2 + 1 }, (_, bin) =>
      kernel.reduce((sum, tap, n) => sum + tap * wave((-2 * Math.PI * bin * n) / size), 0),
    );
  return { re: part(Math.cos), im: part(Math.sin) };
}

const drawn = () => tensorsOf(drawResponses(kernels.map(responseOf)));

const batchOf = (rows: readonly Float32Array[]) => tf.stack(rows.map((row) => tf.tensor1d(row))) as tf.Tensor2D;

test('the length is the next power of two that holds the audio and what rings', () => {
  expect([filterSize(300, 212), filterSize(300, 213), filterSize(1, 0)]).toEqual([512, 1024, 2]);
});

test('convolves each item with its own kernel: the sum that defines it, cut at the end', () => {
  const out = tf.tidy(() => filterItems(batchOf(audio), drawn()).dataSync());
  audio.forEach((item, i) => {
    for (let n = 0; n < samples; n++) {
      let sum = 0;
      for (let k = 0; k < taps && k <= n; k++) sum += kernels[i]![k]! * item[n - k]!;
      expect(Math.abs(out[i * samples + n]! - sum)).toBeLessThan(1e-5);
    }
  });
});

test('its gradient is the correlation with the kernel', () => {
  const dx = tf.tidy(() => {
    const f = (x: tf.Tensor) => filterItems(x as tf.Tensor2D, drawn());
    return tf.grad(f)(batchOf(audio), batchOf(audio)).dataSync();
  });
  for (let n = 0; n < samples; n++) {
    let sum = 0;
    for (let k = 0; k < taps && n + k < samples; k++) sum += kernels[1]![k]! * audio[1]![n + k]!;
    expect(Math.abs(dx[samples + n]! - sum)).toBeLessThan(1e-5);
  }
});

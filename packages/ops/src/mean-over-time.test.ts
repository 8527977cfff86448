import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { instanceNorm } from './instance-norm.js';
import { meanOverFrames, meanOverSamples } from './mean-over-time.js';
import { rms } from './rms.js';
import { backends, useBackend } from './testing/backends.js';
import { weight } from './weight.js';

/** The means, in float64, of the middle of `[outer, count, inner]`. */
function means(x: Float32Array, count: number, inner: number): number[] {
  const sums = new Float64Array(x.length / count);
  for (let i = 0; i < x.length; i++) sums[Math.floor(i / (count * inner)) * inner + (i % inner)]! += x[i]!;
  return Array.from(sums, (sum) => sum / count);
}

function largestError(found: ArrayLike<number>, right: readonly number[]): number {
  expect(found.length).toBe(right.length);
  return Math.max(...right.map((value, i) => Math.abs(found[i]! / value - 1)));
}

/** Positive numbers, as squares are, whose sum loses the most. */
const wave = (length: number) => Float32Array.from({ length }, (_, i) => (0.3 + Math.sin(0.37 * i + 1e-5 * i)) ** 2);

/** Of a float32 near 1 the last digit is 6e-8. */
const DIGITS = 1e-6;
/** More than is summed at once, and no multiple of a block. */
const LONG = 2 ** 19 + 12_345;

describe.each(backends)('means over time on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([
    { batch: 1, samples: LONG },
    { batch: 2, samples: 2 ** 17 + 2 ** 10 },
    { batch: 3, samples: 2 ** 17 + 1 },
  ])('of $batch × $samples samples keep their digits', ({ batch, samples }) => {
    const x = wave(batch * samples);
    const found = tf.tidy(() => meanOverSamples(tf.tensor2d(x, [batch, samples])).dataSync());
    expect(largestError(found, means(x, samples, 1))).toBeLessThan(DIGITS);
  });

  test.each([
    { batch: 1, frames: 2 ** 18 + 5_000, channels: 3 },
    { batch: 2, frames: 2 ** 17 + 2 ** 10, channels: 2 },
  ])('of $batch × $frames frames of $channels channels, too', ({ batch, frames, channels }) => {
    const x = wave(batch * frames * channels);
    const found = tf.tidy(() => meanOverFrames(tf.tensor3d(x, [batch, frames, channels])).dataSync());
    expect(largestError(found, means(x, frames, channels))).toBeLessThan(DIGITS);
  });

  test('and their gradient: each sample has its share', () => {
    const samples = 2 ** 17 + 77;
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => tf.sum(tf.mul(meanOverSamples(x as tf.Tensor2D), tf.tensor2d([[1], [-2]]))))(
          tf.ones([2, samples]),
        )
        .dataSync(),
    );
    expect(gradient.every((value, i) => Math.abs(value * samples - (i < samples ? 1 : -2)) < DIGITS)).toBe(true);
  });

  test('rms and instanceNorm of a long clip keep their digits', () => {
    const [frames, channels] = [2 ** 17 + 999, 2];
    const x = wave(frames * channels);
    const squares = means(
      x.map((value) => value ** 2),
      x.length,
      1,
    );
    const root = tf.tidy(() => rms(tf.tensor2d(x, [1, x.length])).dataSync());
    expect(largestError(root, squares.map(Math.sqrt))).toBeLessThan(DIGITS);
    const [ones, zeros] = [weight(new Float32Array(channels).fill(1), [channels]), weight(new Float32Array(2), [2])];
    const normal = tf.tidy(() => instanceNorm(tf.tensor3d(x, [1, frames, channels]), ones, zeros, 0).dataSync());
    const mean = means(x, frames, channels);
    const deviation = mean.map((_, c) => {
      let sum = 0;
      for (let f = 0; f < frames; f++) sum += (x[f * channels + c]! - mean[c]!) ** 2;
      return Math.sqrt(sum / frames);
    });
    let worst = 0;
    for (const [i, value] of normal.entries()) {
      const c = i % channels;
      worst = Math.max(worst, Math.abs(value - (x[i]! - mean[c]!) / deviation[c]!));
    }
    expect(worst).toBeLessThan(4 * DIGITS);
    for (const kept of [ones, zeros]) kept.dispose();
  });

  test('of a clip of some seconds are the plain ones, to the bit', () => {
    const x = wave(2 ** 17);
    const [ours, plain] = tf.tidy(() => {
      const audio = tf.tensor2d(x, [1, x.length]);
      return [meanOverSamples(audio).dataSync(), tf.mean(audio, 1, true).dataSync()];
    });
    expect(ours).toEqual(plain);
  });
});

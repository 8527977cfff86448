import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { rms } from './rms.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor } from './testing/random.js';

const op = (v: tf.Tensor) => rms(v as tf.Tensor2D);

describe.each(backends)('rms on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([
    [1, 1],
    [1, 17],
    [3, 8],
  ])('%i × %i', (batch, samples) => {
    const direct = (x: Float64Array) =>
      Array.from({ length: batch }, (_, item) => {
        const row = x.slice(item * samples, (item + 1) * samples);
        return Math.sqrt(row.reduce((sum, v) => sum + v * v, 0) / samples);
      });
    checkAgainstDirect({ op, direct, x: randomTensor([batch, samples]) });
  });

  test('silence has value and gradient 0, beside an item that sounds', () => {
    const x = tf.tensor2d([0, 0, 3, 4], [2, 2]);
    expect(Array.from(op(x).dataSync())).toEqual([0, Math.fround(Math.sqrt(12.5))]);
    const gradient = Array.from(tf.grad(op)(x).dataSync());
    expect(gradient.slice(0, 2)).toEqual([0, 0]);
    expect(gradient[2]).toBeCloseTo(1.5 / Math.sqrt(12.5), 6);
  });

  test('sound too quiet for its square to be a float32 has no wild gradient', () => {
    const gradient = tf
      .grad(op)(tf.fill([1, 4], 1e-30))
      .dataSync();
    expect(gradient.every((g) => Math.abs(g) <= 1)).toBe(true);
  });
});

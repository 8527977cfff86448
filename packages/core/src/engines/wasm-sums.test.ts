import { withBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { beginOnEngine } from './open.js';

beforeAll(async () => {
  await beginOnEngine('wasm', () => {});
});

const wave = (length: number) => Float32Array.from({ length }, (_, i) => (0.3 + Math.sin(0.37 * i + 1e-5 * i)) ** 2);
const on = (backend: string, f: (x: tf.Tensor) => tf.Tensor, shape: number[]) =>
  withBackend(backend, () =>
    tf.tidy(() => {
      const y = f(tf.tensor(wave(shape.reduce((product, extent) => product * extent, 1)), shape));
      return { shape: y.shape, data: y.dataSync() };
    }),
  );

const reductions = { sum: tf.sum, mean: tf.mean };

describe.each<[string, number[], number | number[] | undefined]>([
  ['the last axis', [2, 2 ** 17 + 5], 1],
  ['a negative axis', [2, 2 ** 17 + 5], -1],
  ['the frames', [1, 2 ** 17 + 5, 3], 1],
  ['frames and channels', [2, 2 ** 15, 5], [2, 1]],
  ['everything', [2 ** 9, 2 ** 9], undefined],
  ['axes that are no neighbours, few of each', [20, 3, 30], [0, 2]],
])('over %s', (_, shape, axis) => {
  // The cpu backend's sums are in float64.
  test.each(['sum', 'mean'] as const)('the %s is that of the cpu backend', (name) => {
    for (const keepDims of [false, true]) {
      const f = (x: tf.Tensor) => reductions[name](x, axis, keepDims);
      const [ours, right] = [on('wasm', f, shape), on('cpu', f, shape)];
      expect(ours.shape).toEqual(right.shape);
      for (const [i, value] of right.data.entries()) expect(Math.abs(ours.data[i]! / value - 1)).toBeLessThan(3e-7);
    }
  });

  test('so is its gradient', () => {
    const gradient = tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.mean(x, axis))));
    const [ours, right] = [on('wasm', gradient, shape), on('cpu', gradient, shape)];
    const largest = Array.from(right.data, Math.abs).reduce((most, value) => Math.max(most, value));
    expect(ours.data.every((value, i) => Math.abs(value - right.data[i]!) <= 1e-6 * largest)).toBe(true);
  });
});

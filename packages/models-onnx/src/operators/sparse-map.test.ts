import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { numbers } from '../testing/operator-case.js';
import { alongAxis, type SparseRow } from './sparse-map.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('a sparse matrix along an axis', () => {
  const half = (extent: number): SparseRow[] =>
    Array.from({ length: 2 * extent - 1 }, (_, i) => {
      const below = Math.floor(i / 2);
      return i % 2 === 0
        ? [[below, 1]]
        : [
            [below, 0.5],
            [below + 1, 0.5],
          ];
    });
  const first = (count: number): SparseRow[] =>
    Array.from({ length: count }, (_, i) => [[i < count - 4 ? 0 : i % 4, 2]]);

  test.each<[string, number, SparseRow[]]>([
    // as a dense matrix it has three thousand million numbers
    ['of a long sound', 40_000, half(40_000)],
    ['in which many take one number', 4, first(100)],
    ['of one row', 3, [[[1, 3]]]],
  ])('%s, and its transpose as the gradient', (_, extent, rows) => {
    tf.tidy(() => {
      const x = tf.tensor3d(numbers([2, extent, 1]), [2, extent, 1]);
      const weights = numbers([2, rows.length, 1], 3);
      const score = (v: tf.Tensor) => tf.sum(tf.mul(alongAxis(v, 1, rows), tf.tensor(weights, [2, rows.length, 1])));
      const data = x.dataSync();
      const [expected, gradient] = [new Float32Array(2 * rows.length), new Float32Array(2 * extent)];
      for (let item = 0; item < 2; item++) {
        for (const [row, entries] of rows.entries()) {
          for (const [index, factor] of entries) {
            expected[item * rows.length + row]! += factor * data[item * extent + index]!;
            gradient[item * extent + index]! += factor * weights[item * rows.length + row]!;
          }
        }
      }
      const answer = alongAxis(x, 1, rows);
      expect(answer.shape).toEqual([2, rows.length, 1]);
      const differs = (ours: tf.Tensor, theirs: Float32Array) =>
        tf.max(tf.abs(tf.sub(ours, tf.tensor(theirs, ours.shape)))).dataSync()[0]!;
      expect(differs(answer, expected)).toBeLessThan(1e-5);
      expect(differs(tf.grad(score)(x), gradient)).toBeLessThan(1e-4);
    });
  });
});

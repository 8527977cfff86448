import { expect, test } from 'vitest';
import { bestRankExplained } from './best-rank.ts';
import { explained, type Matrix, nmf, product, transpose } from './nmf.ts';

const matrix = (...rows: number[][]): Matrix => ({
  data: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]!.length,
});

test('finds two parts that never overlap, up to order and scale', () => {
  const when = matrix([1, 0], [3, 0], [0, 2], [0, 1], [0, 4]);
  const what = matrix([2, 1, 0, 0], [0, 0, 1, 3]);
  const v = product(when, what);
  const { w, h } = nmf(v, 2);
  expect(explained(v, { w, h })).toBeCloseTo(1, 8);
  const first = h.data[0]! > h.data[2]! ? 0 : 1;
  const of = (part: number) => [...h.data.subarray(part * 4, part * 4 + 4)];
  expect(of(first)[0]! / of(first)[1]!).toBeCloseTo(2, 4);
  expect(of(1 - first)[3]! / of(1 - first)[2]!).toBeCloseTo(3, 4);
  expect(Math.min(...w.data, ...h.data)).toBeGreaterThanOrEqual(0);
});

test('each update tells as much or more; zeros stay finite', () => {
  const v = matrix([0, 0, 0], [5, 1, 0], [2, 2, 0], [1, 7, 0]);
  const shares = [1, 2, 4, 8, 16, 32].map((iterations) => explained(v, nmf(v, 2, iterations)));
  for (const [i, share] of shares.slice(1).entries()) expect(share).toBeGreaterThanOrEqual(shares[i]! - 1e-12);
  expect(shares.at(-1)).toBeGreaterThan(0.99);
});

test('the best rank: singular values 3, 2, 1 by hand', () => {
  const v = matrix([3, 0, 0, 0], [0, 0, 2, 0], [0, 1, 0, 0]);
  expect(bestRankExplained(v, 1)).toBeCloseTo(9 / 14, 8);
  expect(bestRankExplained(v, 2)).toBeCloseTo(13 / 14, 8);
  expect(bestRankExplained(v, 3)).toBeCloseTo(1, 8);
});

test('transposes', () => {
  expect([...transpose(matrix([1, 2, 3], [4, 5, 6])).data]).toEqual([1, 4, 2, 5, 3, 6]);
});

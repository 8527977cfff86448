import { expect, test } from 'vitest';
import { bucketOf } from './bucket.js';

const window = 160_000;

test('a bucket holds its lengths, wastes at most 17 %, and there are 16', () => {
  const ends = new Set<number>();
  let padding = 0;
  const step = 7;
  for (let samples = 400; samples <= window; samples += step) {
    const end = bucketOf(samples, window);
    ends.add(end);
    expect(end).toBeGreaterThanOrEqual(samples);
    if (samples < window / 13) continue;
    expect(samples / end).toBeGreaterThan(0.83);
    padding += step * (1 - samples / end);
  }
  expect(ends.size).toBe(16);
  expect(padding / (window * (1 - 1 / 13))).toBeLessThan(0.09);
  expect(bucketOf(window, window)).toBe(window);
});

test('without a window lengths of any size have buckets, four to an octave', () => {
  const ends = [16_384, 16_385, 19_000, 20_000, 24_000, 30_000, 32_768].map((samples) => bucketOf(samples));
  expect(ends).toEqual([16_384, 19_334, 19_334, 23_266, 27_526, 32_768, 32_768]);
});

test('a sound that is longer than the window, as the least that a model needs may be, is its own bucket', () => {
  expect(bucketOf(500, 400)).toBe(500);
});

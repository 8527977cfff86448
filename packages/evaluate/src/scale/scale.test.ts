import { expect, test } from 'vitest';
import { layerScale, quantile } from './layer-scale.js';
import { scaleOfScores, scaleOfUnit } from './natural-scale.js';
import { percentileAmong, percentileBetween } from './percentile.js';
import { selectivity } from './selectivity.js';

test('quantiles are those of numpy.quantile', () => {
  // numpy.quantile([1, 2, 4, 8, 16], [0, .1, .5, .99, 1])
  const found = [0, 0.1, 0.5, 0.99, 1].map((fraction) => quantile([1, 2, 4, 8, 16], fraction));
  for (const [i, expected] of [1, 1.4, 4, 15.68, 16].entries()) expect(found[i]).toBeCloseTo(expected, 9);
});

test('a percentile counts what is below, and half of the equal', () => {
  expect(percentileAmong([1, 2, 2, 3], 2)).toBe(50);
  expect(percentileAmong([1, 2, 3], 4)).toBe(100);
  expect(percentileAmong([1, 2, 3], 0)).toBe(0);
  expect(percentileAmong([1], Number.NaN)).toBeNaN();
});

test('between known percentiles it is linear, above the maximum 100', () => {
  const known = { percents: [1, 50, 99], values: [-1, 0, 2], max: 4 };
  const found = [-2, -1, -0.5, 1, 3, 4, 9].map((score) => percentileBetween(known, score));
  for (const [i, expected] of [0, 1, 25.5, 74.5, 99.5, 100, 100].entries()) expect(found[i]).toBeCloseTo(expected, 9);
});

/** Two channels over 101 frames: 0 … 100, and 0 … −10. */
const heard = {
  data: Float32Array.from({ length: 202 }, (_, i) => (i % 2 === 0 ? i / 2 : (1 - i) / 20)),
  sounds: 1,
  frames: 101,
  channels: 2,
};
const statistics = { percentiles: [1, 50, 90, 99, 99.9], layers: { a: layerScale(heard) } };

test('the scale of a layer is that of each of its channels', () => {
  const { max, percentiles } = statistics.layers.a;
  expect(max).toEqual([100, 0]);
  expect(percentiles.map((row) => row[0])).toEqual([1, 50, 90, 99, expect.closeTo(99.9, 4)]);
  expect(percentiles[1]![1]).toBeCloseTo(-5, 5);
});

test('a natural frame scales as what it is, one beyond nature above its maximum', () => {
  expect(scaleOfUnit(70, { layer: 'a', channel: 0, frame: 1 }, statistics)).toMatchObject({ ratio: 0.7, maximum: 100 });
  expect(scaleOfUnit(70, { layer: 'a', channel: 0, frame: 1 }, statistics)!.percentile).toBeCloseTo(70, 5);
  expect(scaleOfUnit(250, { layer: 'a', channel: 0, frame: 1 }, statistics)).toMatchObject({
    percentile: 100,
    ratio: 2.5,
  });
  expect(scaleOfUnit(3, { layer: 'a', channel: 0 }, statistics)).toBeUndefined();
  expect(scaleOfUnit(3, { layer: 'a', channel: 0, frame: 1, beside: 1, reduce: 'rms' }, statistics)).toBeUndefined();
  expect(scaleOfUnit(3, { layer: 'b', channel: 0, frame: 1 }, statistics)).toBeUndefined();
  expect(scaleOfScores(-1, [-4, -2])).toMatchObject({
    percentile: 100,
    maximum: -2,
    ratio: Number.NaN,
    among: 'windows',
  });
});

test('ranks units on their own scales', () => {
  const unit = { layer: 'a', channel: 1, frame: 0 };
  expect(selectivity([75, 0], unit, statistics)).toEqual({ rank: 1, of: 2, own: expect.closeTo(1, 5), next: 0.5 });
  expect(selectivity([150, 0], unit, statistics)!.rank).toBe(2);
  expect(selectivity([150, 0], { ...unit, layer: 'b' }, statistics)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { areaUnderCurve } from './area-under-curve.js';
import { rankCorrelation } from './rank-correlation.js';

test('rank correlations are those of scipy.stats.spearmanr', () => {
  expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 9);
  expect(rankCorrelation([3, 1, 2], [-3, -1, -2])).toBeCloseTo(-1, 9);
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN();
});

test('the area under a curve counts ties half, and is nothing where nothing is apart', () => {
  const isIn = (i: number) => i >= 2;
  expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8], isIn)).toBe(0.75); // scikit-learn's own example
  expect(areaUnderCurve([1, 1, 1, 1], isIn)).toBe(0.5);
  expect(areaUnderCurve([3, 4, 1, 2], isIn)).toBe(0);
  expect(areaUnderCurve([3, 4, 1, 2], () => true)).toBeNaN();
});

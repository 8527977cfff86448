import { expect, test } from 'vitest';
import { golden } from '../testing/golden.js';
import { predict, ridge } from './ridge.js';

test("agrees with scipy's solution of scikit-learn's ridge", () => {
  const { features, targets, alpha, weights, intercept } = golden.ridge;
  const found = ridge(features, targets, { alpha });
  for (const [i, weight] of weights.entries()) expect(found.weights[i]).toBeCloseTo(weight, 6);
  expect(found.intercept).toBeCloseTo(intercept, 6);
});

test('finds a line that is there', () => {
  const features = [0, 1, 2, 3].map((x) => [x, 7]);
  const map = ridge(features, [1, 3, 5, 7], { alpha: 1e-9 });
  expect(predict(map, [10, 7])).toBeCloseTo(21, 5);
});

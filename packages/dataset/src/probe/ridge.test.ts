import { expect, test } from 'vitest';
import { predict, ridge } from './ridge.js';

test('finds a line that is there', () => {
  const features = [0, 1, 2, 3].map((x) => [x, 7]);
  const map = ridge(features, [1, 3, 5, 7], { alpha: 1e-9 });
  expect(predict(map, [10, 7])).toBeCloseTo(21, 5);
});

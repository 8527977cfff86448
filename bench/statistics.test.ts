import { expect, test } from 'vitest';
import { cosine, quartiles, relativeError } from './statistics.ts';

// numpy.quantile([7, 1, 4, 2, 9, 3], [0.25, 0.5, 0.75])
test('quartiles are those of numpy', () => {
  expect(quartiles([7, 1, 4, 2, 9, 3])).toEqual({ low: 2.25, median: 3.5, high: 6.25 });
  expect(quartiles([5])).toEqual({ low: 5, median: 5, high: 5 });
  expect(() => quartiles([])).toThrow('no values');
});

test('a number that is none, or another length, is no agreement', () => {
  expect(relativeError(Float32Array.of(1, 2), Float32Array.of(1, 4))).toBe(0.5);
  expect(relativeError(Float32Array.of(1, Number.NaN), Float32Array.of(1, 2))).toBe(Number.POSITIVE_INFINITY);
  expect(relativeError(Float32Array.of(1), Float32Array.of(1, 2))).toBe(Number.POSITIVE_INFINITY);
});

test('the cosine of an angle', () => {
  expect(cosine(Float32Array.of(1, 0), Float32Array.of(3, 4))).toBeCloseTo(0.6, 12);
  expect(cosine(Float32Array.of(1, 2), Float32Array.of(-2, -4))).toBeCloseTo(-1, 12);
  expect(cosine(Float32Array.of(0, 0), Float32Array.of(1, 1))).toBeNaN();
});

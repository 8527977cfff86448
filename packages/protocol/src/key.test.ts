import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normal, uniform } from './draw.js';
import { fold, key, mirror } from './key.js';

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const text = (k: { hi: number; lo: number }) => `${k.hi}:${k.lo}`;

test('seeds above 32 bits and below give different keys, 0 is a seed like any other', () => {
  expect(new Set([0, 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1].map((seed) => text(key(seed)))).size).toBe(5);
  expect(uniform(key(0), 3)).toEqual(uniform(key(0), 3));
});

test.each([-1, 1.5, Number.NaN, 2 ** 53])('refuses seed %s', (seed) => {
  expect(() => key(seed)).toThrow(/seed must be a whole number at least 0 and at most 9007199254740991/);
});

test('folds of a key do not collide, nor do folds of folds', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 200; i++) for (let j = 0; j < 50; j++) seen.add(text(fold(fold(key(7), i), j)));
  expect(seen.size).toBe(10_000);
});

test('draws of neighbouring seeds and folds are uncorrelated and uniform', () => {
  const draws = Array.from({ length: 400 }, (_, i) => uniform(fold(key(1), i), 16));
  const mean = (f: (draw: Float64Array, i: number) => number) => draws.reduce((sum, d, i) => sum + f(d, i), 0) / 400;
  expect(Math.abs(mean((d) => d[0]!) - 0.5)).toBeLessThan(0.05);
  const lag = mean((d, i) => (d[0]! - 0.5) * (draws[(i + 1) % 400]![0]! - 0.5));
  expect(Math.abs(lag)).toBeLessThan(0.015);
});

test('normal draws have mean 0, deviation 1 and light tails', () => {
  const draws = normal(key(3), 50_001);
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  const beyond2 = draws.filter((x) => Math.abs(x) > 2).length / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  expect(Math.abs(beyond2 - 0.0455)).toBeLessThan(0.005);
});

test('a mirrored key reflects every draw, and its folds stay mirrored', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 1000 }), (seed, n) => {
      const k = fold(key(seed), n);
      const twin = fold(mirror(key(seed)), n);
      uniform(k, 5, -2, 4).forEach((x, i) => {
        expect(x + uniform(twin, 5, -2, 4)[i]!).toBeCloseTo(2, 10);
      });
      expect(Array.from(normal(twin, 5))).toEqual(Array.from(normal(k, 5), (x) => -x));
      expect(mirror(twin)).toEqual(k);
    }),
  );
});

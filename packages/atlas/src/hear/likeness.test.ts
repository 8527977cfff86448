import { key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { likenessOf } from './likeness.js';

const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((x, i) => x - b[i]!));

/** Two units that correlate by r, their opposite, and one that never changes. */
function heardOf(count: number, r: number) {
  const [first, second] = [normal(key(1), count), normal(key(2), count)];
  const moments = Float32Array.from({ length: count * 4 }, (_, at) => {
    const [m, unit] = [Math.floor(at / 4), at % 4];
    if (unit === 0) return 5 + 3 * first[m]!;
    if (unit === 1) return r * first[m]! + Math.sqrt(1 - r * r) * second[m]!;
    return unit === 2 ? -first[m]! : 7;
  });
  return { channels: 4, moments, windows: new Float32Array() };
}

test.each([
  ['as they are', 100, 0.12],
  ['projected', 1024, 0.2],
])('likeness is correlation, whatever the scale: %s', (_, count, tolerance) => {
  const heard = heardOf(count, 0.8);
  const vectorOf = likenessOf(count);
  const [a, b, opposite, still] = [0, 1, 2, 3].map((unit) => vectorOf(heard, unit));
  expect(a).toHaveLength(Math.min(count, 128));
  expect(Math.abs(distance(a!, b!) - Math.sqrt(2 * (1 - 0.8)))).toBeLessThan(tolerance);
  expect(Math.abs(distance(a!, opposite!) - 2)).toBeLessThan(2 * tolerance);
  expect(still).toBeUndefined();
});

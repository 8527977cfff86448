import { expect, test } from 'vitest';
import { bestDetectors, purities } from './purity.ts';

const labels = ['a', 'a', 'b', 'b', 'c', 'c'];
/** Unit 0 finds a, unit 1 finds b and one of c, unit 2 is off, unit 3 falls where c is. */
const data = Float32Array.from([
  ...[5, 0, 0, 1],
  ...[4, 0, 0, 1],
  ...[1, 3, 0, 1],
  ...[0, 2, 0, 1],
  ...[0, 3, 0, -1],
  ...[0, 0, 0, -2],
]);
const frames = { data, units: 4, labels };

test('purity is the part of the commonest label among the highest frames', () => {
  expect(purities(frames, { most: 2, least: 2 })).toEqual([
    { unit: 0, label: 'a', purity: 1, frames: 2 },
    { unit: 1, label: 'b', purity: 0.5, frames: 2 },
    { unit: 3, label: 'a', purity: 1, frames: 2 },
  ]);
  expect(purities(frames, { most: 3, least: 2 }).map(({ purity }) => purity)).toEqual([2 / 3, 2 / 3, 2 / 3]);
  expect(purities(frames, { most: 2, least: 2, sign: -1 })).toEqual([{ unit: 3, label: 'c', purity: 1, frames: 2 }]);
});

test('the best detector of a label is one unit at one threshold', () => {
  expect(Object.fromEntries(bestDetectors(frames))).toEqual({
    a: { unit: 0, f1: 1 },
    // Above 1.5 unit 1 finds both of b and one of c.
    b: { unit: 1, f1: 4 / 5 },
    // All frames, two of six.
    c: { unit: 0, f1: 1 / 2 },
  });
  expect(bestDetectors(frames, -1).get('c')).toEqual({ unit: 3, f1: 1 });
});

test('equal values stand on one side of a threshold', () => {
  const flat = { data: new Float32Array(6), units: 1, labels };
  for (const { f1 } of bestDetectors(flat).values()) expect(f1).toBeCloseTo(0.5, 12);
});

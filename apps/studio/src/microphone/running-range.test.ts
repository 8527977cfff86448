import { expect, test } from 'vitest';
import { runningRange } from './running-range.js';

test('a peak is judged by the mean and deviation of those before it', () => {
  const judge = runningRange();
  const before = [1, 2, 3, 4, 5];
  const first = before.map((peak) => judge(Float32Array.of(peak, 7)).excess);
  expect(first.slice(0, 4).every((excess) => excess[0] === 0)).toBe(true);
  // mean 3, deviation √2.5
  const { excess, usual } = judge(Float32Array.of(3 + 2 * 3 * Math.sqrt(2.5), 7));
  expect(excess[0]).toBeCloseTo(2, 5);
  expect(excess[1]).toBe(0);
  expect(usual).toBe('microphone');
});

test('another layer begins anew', () => {
  const judge = runningRange();
  for (const peak of [1, 2, 3, 4, 5]) judge(Float32Array.of(peak));
  expect(judge(Float32Array.of(100, 100)).excess).toEqual(Float32Array.of(0, 0));
});

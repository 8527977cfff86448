import { expect, test } from 'vitest';
import { orderOf } from './order.js';

test('a seed stands for one order, each trial once; others give others', () => {
  const orders = Array.from({ length: 50 }, (_, seed) => orderOf(seed, 12));
  for (const [seed, order] of orders.entries()) {
    expect(orderOf(seed, 12)).toEqual(order);
    expect(order.map(({ trial }) => trial).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  }
  expect(new Set(orders.map((order) => JSON.stringify(order))).size).toBe(50);
});

test('every trial comes at every place, and every side, about as often', () => {
  const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
  const left = [0, 0, 0, 0];
  for (let seed = 0; seed < 4_000; seed++) {
    for (const [place, shown] of orderOf(seed, 4).entries()) {
      counts[shown.trial]![place]!++;
      left[shown.trial]! += shown.left;
    }
  }
  // Seeds are fixed, so are the counts: within 5 standard deviations of 1,000 and of 2,000.
  for (const count of counts.flat()) expect(Math.abs(count - 1_000)).toBeLessThan(5 * Math.sqrt(4_000 * 0.25 * 0.75));
  for (const count of left) expect(Math.abs(count - 2_000)).toBeLessThan(5 * Math.sqrt(4_000 * 0.25));
});

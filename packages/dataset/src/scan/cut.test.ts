import { expect, test } from 'vitest';
import { cut } from './cut.js';

const lengths = { window: 1000, grid: 30, least: 25 };
const cuts = (samples: number, behind = false) =>
  cut(samples, lengths, behind).map(({ start, samples: length }) => [start, length]);

test.each<[number, number[][]]>([
  [24, []],
  [25, [[0, 25]]],
  [59, [[0, 30]]],
  [999, [[0, 990]]],
  [1000, [[0, 1000]]],
  [1099, [[0, 1000]]],
  [
    1100,
    [
      [0, 1000],
      [1000, 90],
    ],
  ],
  [
    2500,
    [
      [0, 1000],
      [1000, 1000],
      [2000, 480],
    ],
  ],
])('%i samples', (samples, right) => {
  expect(cuts(samples)).toEqual(right);
});

test('a rest behind other windows is heard from a tenth of a window on, also where it comes by itself', () => {
  expect([cuts(99, true), cuts(100, true), cuts(99)]).toEqual([[], [[0, 90]], [[0, 90]]]);
});

test('a grid of 1 hears every sample', () => {
  expect(cut(777, { ...lengths, grid: 1 })).toEqual([{ start: 0, samples: 777 }]);
});

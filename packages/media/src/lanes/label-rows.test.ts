import { expect, test } from 'vitest';
import { placeLabels } from './label-rows.js';

const place = (middles: number[], width = 100) =>
  placeLabels(
    middles.map((middle) => ({ middle, width: 20 })),
    { width, rows: 2, gap: 4 },
  );

test('labels stand below their middles, in the first row that has room', () => {
  expect(place([20, 30, 50])).toEqual([
    { index: 0, row: 0, middle: 20 },
    { index: 1, row: 1, middle: 30 },
    { index: 2, row: 0, middle: 50 },
  ]);
});

test('what finds no room is left out, and nothing leaves the width', () => {
  expect(place([20, 21, 22, 46]).map(({ index }) => index)).toEqual([0, 1, 3]);
  expect(place([0, 100]).map(({ middle }) => middle)).toEqual([10, 90]);
});

import { expect, test } from 'vitest';
import { cutLane } from './cut-lane.js';

const segment = (token: string, start: number, end: number) => ({ token, start, end, probability: 1 });

test('segments are counted from the cut, those on its edges are cut, those beyond are left out', () => {
  const segments = [segment('A', 0, 1), segment('B', 1, 1.5), segment('C', 1.5, 3), segment('D', 3, 4)];
  expect(cutLane({ name: 'phones', labels: true, segments }, 0.75, 1)).toEqual({
    name: 'phones',
    labels: true,
    segments: [segment('A', 0, 0.25), segment('B', 0.25, 0.75), segment('C', 0.75, 1)],
  });
  expect(cutLane({ name: 'phones', segments }, 4, 1).segments).toEqual([]);
});

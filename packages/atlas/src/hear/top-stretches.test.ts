import { expect, test } from 'vitest';
import { topStretches } from './top-stretches.js';

/** Windows of recordings, and what units score on them. */
const windows = [0, 0, 0, 1, 1, 2, 3].map((clip) => ({ clip, from: 0, samples: new Float32Array(1) }));
const heardOf = (...units: readonly (readonly number[])[]) => ({
  channels: units.length,
  windows: Float32Array.from(windows.flatMap((_, window) => units.map((scores) => scores[window]!))),
  moments: new Float32Array(),
});

test('the strongest come first, of each recording one, and of equals the earlier', () => {
  const heard = heardOf([1, 5, 4, 2, 3, -1, 3], [0, 0, 0, 0, 0, 0, 1]);
  expect(topStretches(heard, 0, { windows, most: 3 })).toEqual({ examples: [1, 4, 6], exampleScores: [5, 3, 3] });
  expect(topStretches(heard, 0, { windows, most: 9 }).examples).toEqual([1, 4, 6, 5]);
  expect(topStretches(heard, 1, { windows, most: 2 }).examples).toEqual([6, 0]);
});

test('a unit that never changes has none, and what is not finite is none', () => {
  const heard = heardOf(Array(7).fill(2), [Number.NaN, 1, 2, Number.NaN, Number.NaN, 0, Number.POSITIVE_INFINITY]);
  expect(topStretches(heard, 0, { windows, most: 3 })).toEqual({ examples: [], exampleScores: [] });
  expect(topStretches(heard, 1, { windows, most: 3 }).examples).toEqual([2, 5]);
});

import { expect, test } from 'vitest';
import { labelTrack } from './label-track.js';

test('a line for each segment: start, end and token between tabs', () => {
  const segments = [
    { token: 'HH', start: 0.0125, end: 0.1, probability: 0.5 },
    { token: 'a\tb\nc', start: 0.1, end: 0.25, probability: 1 },
  ];
  expect(labelTrack({ name: 'a', segments }, 1)).toBe('0.012500\t0.100000\tHH\n0.100000\t0.250000\ta b c\n');
  expect(labelTrack({ name: 'a', segments: [] }, 1)).toBe('');
});

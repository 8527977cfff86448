import { goldenProjection } from '@audiate/checkpoints/internal/testing/golden';
import { expect, test } from 'vitest';
import { kaldiFilters } from './kaldi-filters.js';

/** What transformers 5.18's `mel_filter_bank(257, bins, 20, 8000, 16000, None, "kaldi", True)` gives, and its projection. */
const THEIRS = [
  {
    bins: 24,
    nonzero: 481,
    sum: 240.78002823376502,
    first: 0.0,
    last: 0.2185881421038839,
    projected: 4.428669605206547,
  },
  {
    bins: 128,
    nonzero: 504,
    sum: 252.61048129923267,
    first: 0.030966848906488147,
    last: 0.8720851867439546,
    projected: 8.131179702664129,
  },
];

test.each(THEIRS)('$bins filters are those of transformers', ({ bins, nonzero, sum, first, last, projected }) => {
  const filters = kaldiFilters(bins, 512, 16_000);
  const all = filters.flatMap((filter) => [...filter]);
  expect(filters.map((filter) => filter.length)).toEqual(Array.from({ length: bins }, () => 257));
  expect(all.filter((height) => height > 1e-12)).toHaveLength(nonzero);
  expect(all.reduce((total, height) => total + height)).toBeCloseTo(sum, 10);
  expect(filters[1]![2]).toBeCloseTo(first, 12);
  expect(filters.at(-1)![250]).toBeCloseTo(last, 12);
  // float32 weights, as the goldens are projected
  const weights = goldenProjection(all.length);
  expect(all.reduce((total, height, i) => total + height * weights[i]!, 0)).toBeCloseTo(projected, 5);
});

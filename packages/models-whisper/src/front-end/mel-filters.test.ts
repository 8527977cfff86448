import { goldenProjection } from '@audiate/checkpoints/internal/testing/golden';
import { expect, test } from 'vitest';
import { melFilters } from './mel-filters.js';

/** What transformers 5.18's `mel_filter_bank(201, bins, 0, 8000, 16000, "slaney", "slaney")` gives. */
const THEIRS = [
  { bins: 80, nonzero: 391, sum: 1.999024102917858, first: 0.024862593984176087, last: 0.00044875902758905584 },
  { bins: 128, nonzero: 394, sum: 3.1909855285406996, first: 0.012373986332636965, last: 0.001114280198753211 },
];
const PROJECTED: Readonly<Record<number, number>> = { 80: -0.036803639236583204, 128: -0.37522947528009165 };

test.each(THEIRS)('$bins filters are those of transformers', ({ bins, nonzero, sum, first, last }) => {
  const filters = melFilters(bins, 400, 16_000);
  const all = filters.flatMap((filter) => [...filter]);
  expect(filters.map((filter) => filter.length)).toEqual(Array.from({ length: bins }, () => 201));
  expect(all.filter((height) => height > 1e-12)).toHaveLength(nonzero);
  expect(all.reduce((total, height) => total + height)).toBeCloseTo(sum, 12);
  expect(filters[0]![1]).toBeCloseTo(first, 14);
  expect(filters.at(-1)![199]).toBeCloseTo(last, 14);
  // float32 weights, as the goldens are projected
  const weights = goldenProjection(all.length);
  const projected = all.reduce((total, height, i) => total + height * weights[i]!, 0);
  expect(projected).toBeCloseTo(PROJECTED[bins]!, 7);
});

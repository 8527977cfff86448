import { expect, test } from 'vitest';
import { weightingGain } from './weighting.js';

const gainDb = (weighting: 'A' | 'K' | 'Z', hz: number) => 10 * Math.log10(weightingGain(weighting, hz));

/** IEC 61672-1, table 3: A-weighting in dB at exact third-octave frequencies 1000 · 10^(n/10), named by the nominal ones. */
test.each([
  [10, -20, -70.4],
  [20, -17, -50.5],
  [31.5, -15, -39.4],
  [63, -12, -26.2],
  [125, -9, -16.1],
  [250, -6, -8.6],
  [500, -3, -3.2],
  [1000, 0, 0],
  [2000, 3, 1.2],
  [4000, 6, 1.0],
  [8000, 9, -1.1],
  [16_000, 12, -6.6],
  [20_000, 13, -9.3],
])('A at %d Hz', (_, n, published) => {
  expect(Math.abs(gainDb('A', 1000 * 10 ** (n / 10)) - published)).toBeLessThan(0.051);
});

test('K: at 997 Hz it makes up for the offset of −0.691 dB, so that full scale reads −3.01 LKFS (BS.1770)', () => {
  expect(gainDb('K', 997)).toBeCloseTo(0.691, 2);
});

test('K: nothing of a constant, +4 dB at the top', () => {
  expect(weightingGain('K', 0)).toBe(0);
  expect(gainDb('K', 20_000)).toBeCloseTo(4, 1);
  expect(weightingGain('K', 60_000)).toBe(weightingGain('K', 24_000));
});

test('Z: all alike', () => {
  expect([20, 1000, 20_000].map((hz) => weightingGain('Z', hz))).toEqual([1, 1, 1]);
});

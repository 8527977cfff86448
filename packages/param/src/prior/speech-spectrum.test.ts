import { expect, test } from 'vitest';
import { speechSpectrum } from './speech-spectrum.js';

const db = (ratio: number) => 20 * Math.log10(ratio);

test('is 0 at 0 Hz, near 1 on its plateau, half the power at both corners but for the exponent', () => {
  expect(speechSpectrum(0)).toBe(0);
  expect(speechSpectrum(200)).toBeGreaterThan(0.9);
  expect(db(speechSpectrum(90))).toBeCloseTo(-3.01 - 0.6 * 10 * Math.log10(1 + 0.18 ** 2) * 2, 1);
  expect(db(speechSpectrum(500))).toBeCloseTo(-1.2 * 3.01, 2);
});

test('falls by decay · 6.02 dB an octave above, by 18 dB an octave below', () => {
  expect(db(speechSpectrum(40_000) / speechSpectrum(20_000))).toBeCloseTo(-1.2 * 6.02, 1);
  expect(db(speechSpectrum(40_000, 2) / speechSpectrum(20_000, 2))).toBeCloseTo(-2 * 6.02, 1);
  expect(db(speechSpectrum(10) / speechSpectrum(5))).toBeCloseTo(3 * 6.02, 1);
});

import { fold, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { averageSpectrum } from './average-spectrum.ts';
import { deviations, measuredLevel, modelLevel, rootMeanSquare } from './bands.ts';
import { closedForm, fitConstants } from './fit-constants.ts';

const centresHz = [100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000];

test('white noise rises by 3 dB an octave, at any level of the clips', () => {
  const clips = [1, 0.01].map((gain, i) => normal(fold(key(1), i), 160_000).map((v) => gain * v));
  const average = averageSpectrum(clips, 16_000);
  const levels = [250, 500, 1000, 2000, 4000].map((hz) => measuredLevel(average, hz, 1));
  levels.slice(1).forEach((level, i) => {
    expect(Math.abs(level - levels[i]! - 3.01)).toBeLessThan(0.3);
  });
});

test('a one-pole filter is measured as what it is', () => {
  // y[n] = x[n] + p·y[n − 1] has the power 1 / |1 − p·e^(−iω)|².
  const pole = 0.9;
  let state = 0;
  const filtered = normal(key(2), 320_000).map((x) => {
    state = x + pole * state;
    return state;
  });
  const average = averageSpectrum([filtered], 16_000);
  const amplitude = (hz: number) => {
    const angle = (2 * Math.PI * hz) / 16_000;
    return 1 / Math.hypot(1 - pole * Math.cos(angle), pole * Math.sin(angle));
  };
  const measured = centresHz.map((hz) => measuredLevel(average, hz, 1 / 3));
  const expected = centresHz.map((hz) => modelLevel(amplitude, hz, 1 / 3));
  for (const off of deviations(measured, expected)) expect(Math.abs(off)).toBeLessThan(0.6);
});

test('the fit finds the constants that made the levels', () => {
  const made = { cornerHz: 700, decay: 1.6, highpassHz: 120 };
  const levels = centresHz.map((hz) => modelLevel(closedForm(made), hz, 1 / 3));
  const found = fitConstants(centresHz, levels, { cornerHz: 500, decay: 1.2, highpassHz: 90 });
  expect(found.cornerHz / 700).toBeCloseTo(1, 1);
  expect(found.decay).toBeCloseTo(1.6, 1);
  expect(found.highpassHz / 120).toBeCloseTo(1, 1);
  const again = centresHz.map((hz) => modelLevel(closedForm(found), hz, 1 / 3));
  expect(rootMeanSquare(deviations(again, levels))).toBeLessThan(0.05);
});

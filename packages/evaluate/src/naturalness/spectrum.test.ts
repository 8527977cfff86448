import { key, normal } from '@audiate/core';
import { expect, test } from 'vitest';
import { pink } from '../retention/pink-noise.js';
import { golden, recording } from '../testing/golden.js';
import { lowShare } from './low-share.js';
import { spectralSlope } from './spectral-slope.js';
import { spectrogramDensity } from './spectrogram-density.js';

const sampleRate = 16_000;
const white = normal(key(4), 2 ** 15);
const tone = (hz: number) => white.map((_, i) => Math.sin((2 * Math.PI * hz * i) / sampleRate));

test('agrees with numpy and PyTorch on a recording', () => {
  const clip = recording(golden.clip);
  expect(spectrogramDensity(clip)).toBeCloseTo(golden.density, 6);
  expect(spectralSlope(clip, { sampleRate })).toBeCloseTo(golden.slope, 5);
  expect(lowShare(clip, { sampleRate })).toBeCloseTo(golden.lowShare, 8);
});

test('white noise is flat, pink noise falls by 3 dB an octave, at any level', () => {
  expect(spectralSlope(white, { sampleRate })).toBeCloseTo(0, 0);
  expect(spectralSlope(pink(white, sampleRate), { sampleRate })).toBeCloseTo(-3.01, 0);
  const quiet = white.map((sample) => 0.001 * sample);
  expect(spectralSlope(quiet, { sampleRate })).toBeCloseTo(spectralSlope(white, { sampleRate }), 4);
});

test('noise is dense, a click and a tone are sparse', () => {
  expect(spectrogramDensity(white)).toBeCloseTo(Math.sqrt(Math.PI) / 2, 2);
  const click = new Float32Array(16_000);
  click[8000] = 1;
  expect(spectrogramDensity(click)).toBeLessThan(0.2);
  expect(spectrogramDensity(tone(1000))).toBeLessThan(0.2);
});

test('a tone lies wholly on its side of 50 Hz, noise by bandwidth', () => {
  expect(lowShare(tone(20), { sampleRate })).toBeGreaterThan(0.99);
  expect(lowShare(tone(1000), { sampleRate })).toBeLessThan(0.001);
  expect(lowShare(white, { sampleRate })).toBeCloseTo(50 / 8000, 2);
  expect(lowShare(white, { sampleRate, belowHz: 4000 })).toBeCloseTo(0.5, 1);
});

test('silence has none of them', () => {
  const silence = new Float32Array(2000);
  expect(spectrogramDensity(silence)).toBeNaN();
  expect(lowShare(silence, { sampleRate })).toBeNaN();
  expect(spectralSlope(silence, { sampleRate })).toBeNaN();
});

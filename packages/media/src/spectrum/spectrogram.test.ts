import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { spectrogram } from './spectrogram.js';

const sampleRate = 16_000;
const sine = (hertz: number, amplitude: number, samples = 8_000) =>
  Float32Array.from({ length: samples }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate));

test('a sine of amplitude 0.5 at 1 kHz reads −6.02 dB at 1 kHz and nowhere else', () => {
  const { db, frames, bins, hzPerBin, hop } = spectrogram(sine(1_000, 0.5), { sampleRate, window: 512 });
  expect({ frames, bins, hzPerBin, hop }).toEqual({ frames: 63, bins: 257, hzPerBin: 31.25, hop: 128 });
  const middle = db.subarray(30 * bins, 31 * bins);
  expect(middle[1_000 / hzPerBin]).toBeCloseTo(20 * Math.log10(0.5), 3);
  const elsewhere = middle.filter((_, k) => Math.abs(k * hzPerBin - 1_000) > 3 * hzPerBin);
  expect(Math.max(...elsewhere)).toBeLessThan(-90);
});

test('between two bins a full-scale sine reads at most 1.5 dB less', () => {
  for (const hertz of [1_000, 1_004, 1_010, 1_015.625, 5_555]) {
    const { db, bins } = spectrogram(sine(hertz, 1), { sampleRate, window: 512 });
    const peak = Math.max(...db.subarray(30 * bins, 31 * bins));
    expect(peak, String(hertz)).toBeGreaterThan(-1.5);
    expect(peak, String(hertz)).toBeLessThan(0.01);
  }
});

test('frames are centred: a click at sample 4,000 is loudest in the frame of 4,000', () => {
  const click = new Float32Array(8_000);
  click[4_000] = 1;
  const { db, frames, bins, hop } = spectrogram(click, { sampleRate, hop: 100 });
  const levels = Array.from({ length: frames }, (_, frame) => db[frame * bins + 40]!);
  expect(levels.indexOf(Math.max(...levels)) * hop).toBe(4_000);
});

test('silence reads the floor', () => {
  expect(new Set(spectrogram(new Float32Array(1_000), { sampleRate }).db)).toEqual(new Set([-120]));
  expect(new Set(spectrogram(new Float32Array(1_000), { sampleRate, floorDb: -80 }).db)).toEqual(new Set([-80]));
});

test('one sample is one frame', () => {
  expect(spectrogram(Float32Array.of(0.5), { sampleRate })).toMatchObject({ frames: 1, bins: 257, hop: 100 });
});

test('refuses options out of range', () => {
  const audio = new Float32Array(100);
  expect(() => spectrogram(audio, { sampleRate, window: 1 })).toThrow('window must be a whole number at least 2');
  expect(() => spectrogram(audio, { sampleRate, hop: 0 })).toThrow('hop');
  expect(() => spectrogram(audio, { sampleRate, floorDb: Number.NaN })).toThrow('floorDb');
  expect(() => spectrogram(new Float32Array(2 ** 16), { sampleRate, window: 65_536, hop: 1 })).toThrow(
    'choose a hop above 1',
  );
  expect(() => spectrogram(new Float32Array(0), { sampleRate })).toThrow(InputError);
});

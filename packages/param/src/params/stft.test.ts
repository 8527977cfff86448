import { readFileSync } from 'node:fs';
import { key, normal } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { bandEnergy, decoding, relativeError, rmsOf } from '../testing/decode.js';
import { type StftOptions, stft } from './stft.js';

/** Made by tools/goldens/parts.py: torch.istft of random coefficients `[10, 2, 9]`, window 16, hop 4. */
const golden: { coefficients: number[]; audio: number[] } = JSON.parse(
  readFileSync('fixtures/goldens/parts.json', 'utf8'),
).istft;
const noise = normal(key(4), 3000).map((sample) => 0.1 * sample);

test('decodes as torch.istft, where as many frames overlap', () => {
  const { start, decode } = decoding(stft({ prior: 'flat', window: 16 }), 32);
  expect(start.coefficients!.shape).toEqual([1, 11, 2, 9]);
  // torch's frames begin at sample −8, these at −12: one frame of silence comes before.
  const data = Float32Array.from([...new Float32Array(18), ...golden.coefficients]);
  const [audio] = decode({ coefficients: { data, shape: [1, 11, 2, 9] } });
  const [ours, theirs] = [audio!.slice(4), Float32Array.from(golden.audio.slice(4, 32))];
  const scale = rmsOf(ours) / rmsOf(theirs);
  expect(
    relativeError(
      ours.map((v) => v / scale),
      theirs,
    ),
  ).toBeLessThan(1e-5);
});

test.each<StftOptions>([
  { prior: 'flat' },
  { prior: 'flat', overlap: 2 },
  { prior: 'flat', window: 64, overlap: 16 },
  { prior: Float32Array.of(1, 3, 0.2), window: 4, overlap: 4, preconditioning: 1 },
])('%o keeps given audio to within 1e-6 of its peak', (options) => {
  for (const samples of [1, 100, 1024, 3000]) {
    const from = [noise.slice(0, samples), noise.slice(-samples)];
    decoding(stft({ ...options, from }), samples, { batch: 2 })
      .decode()
      .forEach((audio, item) => {
        expect(relativeError(audio, from[item]!)).toBeLessThan(1e-6);
      });
  }
});

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('a coefficient sounds at its frequency and in its frame', () => {
    const { start, decode } = decoding(stft({ prior: 'flat' }), 8000, { sampleRate });
    const { shape } = start.coefficients!;
    const data = new Float32Array(shape[1]! * 2 * 257);
    const [frame, bin] = [20, 64];
    data[frame * 2 * 257 + bin] = 1;
    const [audio] = decode({ coefficients: { data, shape } });
    const begin = frame * 128 - 384;
    expect(rmsOf(audio!.slice(0, begin))).toBe(0);
    expect(rmsOf(audio!.slice(begin + 512))).toBe(0);
    const hz = (bin * sampleRate) / 512;
    const width = (3 * sampleRate) / 512;
    expect(bandEnergy(audio!, sampleRate, hz - width, hz + width)).toBeGreaterThan(
      0.999 * bandEnergy(audio!, sampleRate, 0, sampleRate),
    );
  });

  test('the start has coefficients of RMS 0.01, audio of RMS near 0.1 and the slope of speech', () => {
    for (const options of [{}, { overlap: 2 }, { window: 1024, preconditioning: 1 }]) {
      const { start, decode } = decoding(stft(options), 32_000, { sampleRate });
      expect(rmsOf(start.coefficients!.data)).toBeCloseTo(0.01, 7);
      const [audio] = decode();
      expect(Math.abs(rmsOf(audio!) / 0.1 - 1)).toBeLessThan(0.15);
      const fall = bandEnergy(audio!, sampleRate, 2500, 3500) / bandEnergy(audio!, sampleRate, 600, 1600);
      // The closed form of speech falls by 11.1 dB between these bands of equal width.
      expect(Math.abs(10 * Math.log10(fall) + 9)).toBeLessThan(2.5);
    }
  });
});

test.each<[StftOptions, RegExp]>([
  [{ window: 500 }, /window must be a power of two, got 500; choose 512/],
  [{ window: 2 }, /window must be .*at least 4 .*got 2/],
  [{ overlap: 1 }, /overlap must be .*at least 2 .*got 1/],
  [{ window: 8, overlap: 16 }, /overlap must be .*at most 8, got 16/],
  [{ overlap: 3 }, /overlap must be a power of two, got 3; choose 4/],
])('refuses %o', (options, message) => {
  expect(() => stft(options)).toThrow(message);
});

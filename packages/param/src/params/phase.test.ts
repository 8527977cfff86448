import { key, normal } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { speechSpectrum } from '../prior/speech-spectrum.js';
import { decoding, powerSpectrum, relativeError, rmsOf } from '../testing/decode.js';
import { type PhaseOptions, phase } from './phase.js';

const noise = normal(key(4), 2048).map((sample) => 0.1 * sample);

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('the magnitudes are those of speech whatever the phases, the RMS 0.1', () => {
    const { start, decode } = decoding(phase(), 2048, { sampleRate });
    const moved = { phases: { ...start.phases!, data: start.phases!.data.map((v, i) => v + 0.02 * Math.sin(i)) } };
    for (const values of [start, moved]) {
      const [audio] = decode(values);
      expect(rmsOf(audio!)).toBeCloseTo(0.1, 4);
      const power = powerSpectrum(audio!);
      const at = (bin: number) => speechSpectrum((bin * sampleRate) / 2048);
      const scale = Math.sqrt(power[100]!) / at(100);
      for (let bin = 20; bin < 1024; bin++) {
        expect(Math.abs(Math.sqrt(power[bin]!) / (scale * at(bin)) - 1)).toBeLessThan(1e-3);
      }
    }
  });
});

test('the start is uniform in (−π, π) with values of RMS 0.01, unlike for each item, and no click', () => {
  const { start, decode } = decoding(phase({ prior: 'flat' }), 16_384, { batch: 2 });
  const { data, shape } = start.phases!;
  expect(shape).toEqual([2, 8193]);
  expect(Math.abs(rmsOf(data) / 0.01 - 1)).toBeLessThan(0.02);
  const radians = data.map((v) => (v * Math.PI) / Math.sqrt(3) / 0.01);
  const quarters = [0, 0, 0, 0];
  for (const angle of radians) quarters[Math.floor((angle / Math.PI + 1) * 2)]! += 1 / radians.length;
  for (const share of quarters) expect(share).toBeCloseTo(0.25, 1);
  const [one, other] = decode();
  expect(one).not.toEqual(other);
  // A sample of noise holds a 16,384th of the energy on average; normal phases put a third into the first.
  expect(one![0]! ** 2 / (16_384 * rmsOf(one!) ** 2)).toBeLessThan(0.01);
});

test('keeps the magnitudes of a clip from random phases', () => {
  const { decode } = decoding(phase({ magnitudesOf: noise }), 2048);
  const [audio] = decode();
  expect(relativeError(audio!, noise)).toBeGreaterThan(0.5);
  const [found, given] = [powerSpectrum(audio!), powerSpectrum(noise)];
  for (let bin = 1; bin < 1024; bin++) {
    expect(Math.abs(Math.sqrt(found[bin]!) - Math.sqrt(given[bin]!))).toBeLessThan(1e-3);
  }
});

test('starts from given audio to within 1e-6 of its peak, at any length', () => {
  for (const samples of [1, 2, 3, 999, 2048]) {
    const from = [noise.slice(0, samples), noise.slice(-samples)];
    decoding(phase({ from }), samples, { batch: 2 })
      .decode()
      .forEach((audio, item) => {
        expect(relativeError(audio, from[item]!)).toBeLessThan(1e-6);
      });
  }
});

test.each<[PhaseOptions, RegExp]>([
  [{ from: noise, magnitudesOf: noise }, /from one source, got magnitudesOf and from; give one/],
  [{ from: noise, floorHz: 20 }, /got floorHz and from/],
  [{ magnitudesOf: noise, prior: 'pink' }, /got prior and magnitudesOf/],
  [{ magnitudesOf: new Float32Array(0) }, /magnitudesOf is empty/],
])('refuses two sources and no audio', (options, message) => {
  expect(() => phase(options)).toThrow(message);
});

test('refuses at bind audio of another length', () => {
  expect(() => decoding(phase({ magnitudesOf: noise }), 100)).toThrow(/magnitudesOf has 2048 samples, the render 100/);
});

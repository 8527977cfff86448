import { key, normal, type Values } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { bandEnergy, decoding, rmsOf } from '../testing/decode.js';
import { shared } from './shared.js';
import { spectrum } from './spectrum.js';
import { waveform } from './waveform.js';

/** The start with other numbers in one array. */
const replaced = (start: Values, name: string, fill: (i: number) => number): Values => ({
  ...start,
  [name]: { ...start[name]!, data: start[name]!.data.map((_, i) => fill(i)) },
});

test('starts as the param by itself, exactly', () => {
  for (const param of [spectrum(), waveform({ from: normal(key(2), 1000) })]) {
    const plain = decoding(param, 1000, { batch: 2 }).decode();
    expect(decoding(shared(param), 1000, { batch: 2 }).decode()).toEqual(plain);
  }
});

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('a tone in the base is heard in every item, as loud as values of 0.01 make audio of 0.1', () => {
    const { start, decode } = decoding(shared(waveform({ rms: 1e-9 }), { ratio: 4 }), 4096, { batch: 3, sampleRate });
    expect(start.shared4!.shape).toEqual([3, 1024]);
    const cycles = 100;
    const values = replaced(start, 'shared4', (i) => 0.01 * Math.cos((2 * Math.PI * cycles * (i % 1024)) / 1024));
    for (const audio of decode(values)) {
      audio.forEach((sample, n) => {
        expect(Math.abs(sample - 0.1 * Math.cos((2 * Math.PI * cycles * n) / 4096))).toBeLessThan(1e-6);
      });
    }
  });

  test('the base holds what lies between the floor and its Nyquist frequency', () => {
    const { start, decode } = decoding(shared(waveform({ rms: 1e-9 })), 16_384, { sampleRate });
    const drawn = normal(key(3), 2048);
    const [audio] = decode(replaced(start, 'shared8', (i) => 0.01 * drawn[i]!));
    const inside = bandEnergy(audio!, sampleRate, 60, sampleRate / 16);
    expect(inside / bandEnergy(audio!, sampleRate, 0, sampleRate)).toBeGreaterThan(1 - 1e-6);
    expect(Math.abs(rmsOf(audio!) / 0.1 - 1)).toBeLessThan(0.15);
  });
});

test('copies that differ count by their mean', () => {
  const { start, decode } = decoding(shared(waveform({ rms: 1e-9 }), { floorHz: 0 }), 512, { batch: 2 });
  const [one, other] = decode(replaced(start, 'shared8', (i) => (i < 64 ? 0.02 : 0)));
  expect(one![100]).toBeCloseTo(0.1, 6);
  expect(other![100]).toBeCloseTo(0.1, 6);
});

test('refuses ratios that are none, an empty base and a second base of one ratio', () => {
  expect(() => shared(spectrum(), { ratio: 6 })).toThrow(
    /shared ratio must be a power of two, got 6; choose 2, 4, 8 …/,
  );
  expect(() => shared(spectrum(), { ratio: 1 })).toThrow(/at least 2, got 1/);
  expect(() => decoding(shared(spectrum(), { ratio: 256 }), 16_000)).toThrow(
    /ratio 256 holds nothing between 60 Hz and 31.25 Hz in 16000 samples/,
  );
  expect(() => decoding(shared(shared(spectrum())), 1000)).toThrow(/shares a base of ratio 8 already/);
});

import type { Values } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { bandEnergy, decoding, rmsOf } from '../testing/decode.js';
import { type CppnOptions, cppn } from './cppn.js';

const RADIANS = Math.PI / Math.sqrt(3) / 0.01;

/** The network by its definition in float64, for item 0. */
function network(
  values: Values,
  { width = 16, depth = 2, lowHz = 80, highHz = 4000 }: CppnOptions,
  at: number,
): number {
  const read = (name: string, i: number) => values[name]!.data[i]!;
  const units = Array.from({ length: width }, (_, i) => {
    const hz = lowHz * (highHz / lowHz) ** (i / (width - 1)) + 100 * read('frequencies', i);
    return Math.sin(2 * Math.PI * hz * at + RADIANS * read('phases', i));
  });
  const gain = Math.sqrt(2 / width) / 0.01;
  for (let layer = 1; layer <= depth; layer++) {
    const sums = units.map((_, to) =>
      units.reduce((sum, unit, from) => sum + unit * gain * read(`weights${layer}`, from * width + to), 0),
    );
    sums.forEach((sum, i) => {
      units[i] = Math.sin(sum + read(`biases${layer}`, i) / 0.01);
    });
  }
  return units.reduce((sum, unit, i) => sum + 0.1 * gain * unit * read('output', i), 0);
}

test.each<CppnOptions>([{}, { depth: 0 }, { width: 5, depth: 3, lowHz: 200, highHz: 1000 }])(
  '%o is the network that its documentation tells, over the whole clip',
  (options) => {
    const { start, decode } = decoding(cppn(options), 16_000, { batch: 2 });
    const [audio] = decode();
    for (const n of [0, 1, 4000, 7999, 8000, 12_345, 15_999]) {
      expect(Math.abs(audio![n]! - network(start, options, (n - 7999.5) / 16_000))).toBeLessThan(2e-5);
    }
  },
);

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('starts with values of RMS 0.01, audio of RMS near 0.1, items unlike', () => {
    const { start, decode } = decoding(cppn({ width: 32 }), 8000, { batch: 8, sampleRate });
    for (const { data } of Object.values(start)) expect(Math.abs(rmsOf(data) / 0.01 - 1)).toBeLessThan(0.15);
    const audio = decode();
    const mean = Math.sqrt(audio.reduce((sum, item) => sum + rmsOf(item) ** 2, 0) / 8);
    expect(mean).toBeGreaterThan(0.07);
    expect(mean).toBeLessThan(0.13);
    expect(audio[0]).not.toEqual(audio[1]);
  });

  test('without hidden layers it sounds between the frequencies asked for', () => {
    const [audio] = decoding(cppn({ depth: 0, lowHz: 300, highHz: 1200 }), 16_384, { sampleRate }).decode();
    const inside = bandEnergy(audio!, sampleRate, 250, 1300) / bandEnergy(audio!, sampleRate, 0, sampleRate);
    expect(inside).toBeGreaterThan(0.97);
  });
});

test.each<[CppnOptions, RegExp]>([
  [{ width: 1 }, /width must be .*at least 2 .*got 1/],
  [{ depth: 99 }, /depth must be .*at most 8, got 99/],
  [{ lowHz: 0 }, /lowHz must be .*above 0, got 0/],
  [{ lowHz: 500, highHz: 400 }, /highHz must be .*above 500, got 400/],
])('refuses %o', (options, message) => {
  expect(() => cppn(options)).toThrow(message);
});

test('refuses at bind frequencies that the model cannot hear', () => {
  expect(() => decoding(cppn({ highHz: 5000 }), 100, { sampleRate: 8000 })).toThrow(/below 4000, got 5000; .*4000 Hz/);
  expect(() => decoding(cppn({ lowHz: 4500 }), 100, { sampleRate: 16_000 })).toThrow(/highHz must be .*above 4500/);
});

import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { scores } from '../testing/ascend.js';
import { readGoldens } from '../testing/golden.js';
import { type LoudnessOptions, loudness } from './loudness.js';

const level = (audio: Float32Array, options?: LoudnessOptions, sampleRate = 48_000) =>
  -scores(toyModel({ sampleRate }), loudness(options), audio)[0]![0]!;
const sine = (hz: number, amplitude: number, sampleRate = 48_000) =>
  Float32Array.from({ length: sampleRate }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate));
const goldens = readGoldens<{ readonly hz: number }>('loudness');

test('a sine of 997 Hz at full scale has −3.01 LKFS (BS.1770), at any rate', () => {
  for (const rate of [16_000, 44_100, 48_000]) {
    expect(Math.abs(level(sine(997, 1, rate), {}, rate) + 3.01)).toBeLessThan(0.01);
  }
});

test.each(goldens.map((golden) => [golden.name, golden] as const))(
  'K: a burst at %s, as the filters of BS.1770 run sample by sample have it',
  (_, { hz, score }) => {
    const burst = Float32Array.from({ length: 9_600 }, (_, i) => {
      const time = i / 48_000;
      return 0.5 * Math.exp(-(((time - 0.05) / 0.012) ** 2)) * Math.sin(2 * Math.PI * hz * time);
    });
    expect(-level(burst)).toBeCloseTo(score[0]!, 2);
  },
);

test('A and Z: levels of sines', () => {
  expect(level(sine(1000, 0.1), { weighting: 'A' })).toBeCloseTo(-23.01, 1);
  // At the exact third-octave frequency that IEC 61672 calls 125 Hz.
  expect(Math.abs(level(sine(1000 * 10 ** -0.9, 0.1), { weighting: 'A' }) + 23.01 + 16.1)).toBeLessThan(0.06);
  expect(level(sine(125, 0.1), { weighting: 'Z' })).toBeCloseTo(-23.01, 2);
});

test('10 times louder is 20 dB; silence is −70; what is allowed costs nothing', () => {
  expect(level(sine(300, 0.1)) - level(sine(300, 0.01))).toBeCloseTo(20, 1);
  expect(level(new Float32Array(4800), { weighting: 'Z' })).toBeCloseTo(-70, 4);
  expect(Math.abs(level(sine(300, 0.01), { allowedDb: -30 }))).toBe(0);
  expect(level(sine(997, 1), { allowedDb: -23 })).toBeCloseTo(23 - 3.01, 1);
});

test('describes itself, tells an unknown weighting', () => {
  expect(loudness().terms[0]!.term.description).toBe('loudness(K)');
  expect(loudness({ weighting: 'A', allowedDb: -23 }).terms[0]!.term.description).toBe('loudness(A, above -23 dB)');
  expect(() => loudness({ weighting: 'C' as 'A' })).toThrow(
    new InputError('unknown weighting "C"; choose from A, K, Z'),
  );
});

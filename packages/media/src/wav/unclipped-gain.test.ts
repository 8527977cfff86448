import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWav } from './decode.js';
import { encodeWav } from './encode.js';
import { unclippedGain } from './unclipped-gain.js';

const over1 = Math.fround(1 + 2 ** -23);

test.each([
  [[0], 1],
  [[0.3, -1], 1],
  [[0.3, -over1], 0.5],
  [[2, 0], 0.5],
  [[-3], 0.25],
  [[3.4028234663852886e38], 2 ** -128],
])('of %j it is %d', (samples, gain) => {
  expect(unclippedGain(Float32Array.from(samples))).toBe(gain);
});

test('brings any sound within ±1, by less than 6.03 dB too much, and leaves every bit of it', () => {
  const sample = fc.float({ min: -1000, max: 1000, noNaN: true }).map((x) => (Math.abs(x) < 1e-30 ? 0 : x));
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 50 }), (samples) => {
      const audio = Float32Array.from(samples);
      const gain = unclippedGain(audio);
      const file = decodeWav(encodeWav(audio, { sampleRate: 8_000, gain })).channels[0]!;
      const peak = file.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      expect(peak).toBeLessThanOrEqual(1);
      if (gain < 1) expect(peak).toBeGreaterThan(0.5);
      expect(file.map((x) => x / gain)).toEqual(audio);
    }),
  );
});

test('refuses what is not audio', () => {
  expect(() => unclippedGain(Float32Array.of(Number.NaN))).toThrow(InputError);
});

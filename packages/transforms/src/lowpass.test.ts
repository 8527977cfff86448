import { key, mirror } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { describe, expect, test } from 'vitest';
import { lowpass } from './lowpass.js';
import { heard, sineGainDb } from './testing/heard.js';

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test.each([500, 1000, 3400])('a cutoff at %i Hz has the gains of a fourth-order Butterworth', (cutoffHz) => {
    for (const hz of [200, 700, cutoffHz, 1500, 3000]) {
      const expected = -10 * Math.log10(1 + (hz / cutoffHz) ** 8);
      if (expected < -50) continue;
      expect(Math.abs(sineGainDb(lowpass({ cutoffHz }), hz, { sampleRate }) - expected)).toBeLessThan(0.15);
    }
  });
});

test('the cutoff is drawn over octaves, and mirrored about their middle', () => {
  const cutoffOf = (drawKey = key(1)) => {
    const gainDb = sineGainDb(lowpass({ cutoffHz: [1000, 4000] }), 3000, { drawKey });
    return 3000 / (10 ** (-gainDb / 10) - 1) ** (1 / 8);
  };
  const [drawn, mirrored] = [cutoffOf(), cutoffOf(mirror(key(1)))];
  expect(drawn).toBeGreaterThan(1000);
  expect(drawn).toBeLessThan(4000);
  expect(Math.abs((drawn * mirrored) / (1000 * 4000) - 1)).toBeLessThan(0.02);
});

test('strength multiplies the attenuation in dB', () => {
  expect(sineGainDb(lowpass({ cutoffHz: 1000 }), 2000, { strength: 0.5 })).toBeCloseTo(-5 * Math.log10(257), 1);
});

test('the end does not ring into the start, at a length that is a power of two', () => {
  const click = new Float32Array(4096);
  click[4095] = 1;
  const [out] = heard(lowpass({ cutoffHz: 500 }), [click]);
  expect(Math.max(...out!.slice(0, 2048).map(Math.abs))).toBeLessThan(1e-3 * out![4095]!);
});

test('refuses cutoffs that are none', () => {
  expect(() => lowpass({ cutoffHz: 0 })).toThrow(/lowpass cutoffHz must be .*above 0, got 0/);
  const at = { model: toyModel({ sampleRate: 8000 }), batch: 1, samples: 100 };
  expect(() => lowpass({ cutoffHz: [300, 4000] }).bind(at)).toThrow(/below 4000, got 4000; .*up to 4000 Hz/);
});

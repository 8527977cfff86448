import { InputError, key, mirror } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { describe, expect, test } from 'vitest';
import { type EqualizeOptions, equalize } from './equalize.js';
import { heard, sineGainDb } from './testing/heard.js';

describe.each([8000, 16_000, 44_100])('at %i Hz', (sampleRate) => {
  test('a band of fixed gain has it everywhere, the phase unturned', () => {
    for (const hz of [200, 1000, 3500]) {
      expect(Math.abs(sineGainDb(equalize({ db: [-6, -6] }), hz, { sampleRate }) + 6)).toBeLessThan(0.05);
    }
  });

  test('the tilt is a line over octaves between the outermost bands', () => {
    const tilted = equalize({ db: 0, bandsHz: [250, 500, 1000, 2000, 3000], dbPerOctave: [4, 4] });
    for (const [hz, octaves] of [
      [500, -1],
      [1000, 0],
      [2000, 1],
      [3800, Math.log2(3)],
    ] as const) {
      expect(Math.abs(sineGainDb(tilted, hz, { sampleRate }) - 4 * octaves)).toBeLessThan(0.3);
    }
  });
});

test('bands are drawn by themselves within the range, and mirrored about its centre', () => {
  const transform = equalize({ db: [-9, 3], bandsHz: [300, 1000, 3000] });
  const gains = [300, 1000, 3000].map((hz) => sineGainDb(transform, hz, {}, 16_000));
  for (const gain of gains) {
    expect(gain).toBeGreaterThan(-9.1);
    expect(gain).toBeLessThan(3.1);
  }
  expect(new Set(gains.map((gain) => gain.toFixed(1))).size).toBe(3);
  const mirrored = [300, 1000, 3000].map((hz) => sineGainDb(transform, hz, { drawKey: mirror(key(1)) }, 16_000));
  mirrored.forEach((gain, band) => {
    expect(Math.abs(gain + gains[band]! + 6)).toBeLessThan(0.4);
  });
});

test('strength multiplies the gains in dB', () => {
  const transform = equalize({ db: [8, 8] });
  expect(sineGainDb(transform, 1000, { strength: 0.25 })).toBeCloseTo(2, 1);
});

test('a model of 8,000 Hz is equalized in the octaves that it hears', () => {
  expect(heard(equalize({ db: 6 }), [new Float32Array(100)], { sampleRate: 8000 })[0]).toHaveLength(100);
});

test.each<[unknown, RegExp]>([
  [{ db: 40 }, /equalize db must be .*at least -24 .*got -40/],
  [{ db: 3, dbPerOctave: Number.NaN }, /equalize dbPerOctave must be .*got NaN/],
  [{ db: 3, bandsHz: [] }, /bandsHz must be a list of at least one frequency, got an array of 0/],
  [{ db: 3, bandsHz: [500, 500] }, /bandsHz\[1\] must be .*above 500, got 500; give the centres in rising order/],
  [{ db: 3, bandsHz: [0] }, /bandsHz\[0\] must be .*above 0, got 0/],
])('refuses %o', (options, message) => {
  expect(() => equalize(options as EqualizeOptions)).toThrow(InputError);
  expect(() => equalize(options as EqualizeOptions)).toThrow(message);
});

test('refuses at bind a band that the model cannot hear', () => {
  const at = { model: toyModel({ sampleRate: 8000 }), batch: 1, samples: 100 };
  expect(() => equalize({ db: 3, bandsHz: [500, 4000] }).bind(at)).toThrow(/below 4000, got 4000; .*up to 4000 Hz/);
});

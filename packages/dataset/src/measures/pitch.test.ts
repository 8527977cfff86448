import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';
import { InputError, key, normal } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { root } from '../testing/golden.js';
import { level } from './level.js';
import { pitch } from './pitch.js';
import { spectralCentroid } from './spectral-centroid.js';
import { syllableRate } from './syllable-rate.js';

interface Measured {
  readonly clip: string;
  readonly seconds: readonly number[];
  readonly hz: readonly (number | null)[];
  readonly centreHz: number;
}
/** What Praat measures: `tools/goldens/pitch.py` made it. */
const clips = JSON.parse(readFileSync(join(root, 'fixtures/goldens/pitch.json'), 'utf8')) as readonly Measured[];
const read = (path: string) => {
  const { channels, sampleRate } = decodeWav(readFileSync(join(root, path)));
  return { samples: channels[0]!, sampleRate };
};

test.each(clips)("pitch and centroid are Praat's: $clip", ({ clip, seconds, hz, centreHz }) => {
  const sound = read(clip);
  const found = pitch(sound);
  const at = (time: number) => found.hz[Math.round(time / found.hopSeconds)]!;
  const pairs = hz.flatMap((wanted, i) =>
    wanted && !Number.isNaN(at(seconds[i]!)) ? [[at(seconds[i]!), wanted]] : [],
  );
  const ratios = pairs.map(([own, wanted]) => Math.abs(own! / wanted! - 1));
  // No gross error (20 %, as trackers are judged by); nearly all frames within 5 %.
  expect(ratios.filter((ratio) => ratio > 0.2)).toEqual([]);
  expect(ratios.filter((ratio) => ratio < 0.05).length / ratios.length).toBeGreaterThan(0.98);
  const agreeing = hz.filter((wanted, i) => (wanted !== null) === !Number.isNaN(at(seconds[i]!)));
  expect(agreeing.length / hz.length).toBeGreaterThan(0.7);
  const praat = hz.filter((wanted) => wanted !== null).sort((a, b) => a - b);
  expect(Math.abs(found.medianHz / praat[Math.floor(praat.length / 2)]! - 1)).toBeLessThan(0.03);
  expect(Math.abs(spectralCentroid(sound) / centreHz - 1)).toBeLessThan(0.05);
});

const sampleRate = 16_000;
const sound = (samples: number, at: (seconds: number) => number) => ({
  samples: Float32Array.from({ length: samples }, (_, i) => at(i / sampleRate)),
  sampleRate,
});

test.each([70, 110, 220.5, 333, 480])('a buzz of %d Hz has that pitch, to a twentieth of a percent or so', (hz) => {
  const buzz = sound(8000, (t) =>
    [1, 2, 3, 4, 5].reduce((sum, n) => sum + Math.sin(2 * Math.PI * n * hz * t + n) / n, 0),
  );
  const found = pitch(buzz);
  expect(Math.abs(found.medianHz / hz - 1)).toBeLessThan(2e-3);
  expect(found.voiced).toBeGreaterThan(0.95);
});

test('noise and silence have none', () => {
  expect(pitch({ samples: normal(key(1), 16_000), sampleRate }).voiced).toBeLessThan(0.1);
  expect(pitch({ samples: new Float32Array(4000), sampleRate })).toMatchObject({ voiced: 0, medianHz: Number.NaN });
});

test('level and centroid of what is known', () => {
  expect(level(sound(16_000, (t) => Math.sin(2 * Math.PI * 1000 * t)))).toBeCloseTo(-3.0103, 3);
  expect(level({ samples: new Float32Array(10), sampleRate })).toBe(-Infinity);
  const two = sound(16_000, (t) => Math.sin(2 * Math.PI * 1000 * t) + Math.sqrt(3) * Math.sin(2 * Math.PI * 3000 * t));
  expect(spectralCentroid(two) / 2500).toBeCloseTo(1, 1);
  expect(spectralCentroid({ samples: new Float32Array(4000), sampleRate })).toBe(0);
});

test('syllables are counted: bursts of a buzz, and sentences by their vowels', () => {
  const buzz = (t: number) => [1, 2, 3].reduce((sum, n) => sum + Math.sin(2 * Math.PI * n * 120 * t), 0);
  const bursts = sound(32_000, (t) => buzz(t) * Math.max(0.01, Math.sin(Math.PI * ((t * 4) % 1))) ** 2);
  expect(syllableRate(bursts)).toBeCloseTo(4, 0);
  // Its transcript has 31 syllables, in 7.1 s with pauses.
  const spoken = syllableRate(read('fixtures/speech/librivox/sense_and_sensibility_01_austen_64kb-0870.wav'));
  expect(spoken).toBeGreaterThan(2);
  expect(spoken).toBeLessThan(6);
  expect(syllableRate({ samples: new Float32Array(4000), sampleRate })).toBeNaN();
});

test('sounds of more frames than a call takes arguments are measured', () => {
  const slow = { samples: new Float32Array(200_000).fill(1), sampleRate: 200 };
  slow.samples.set([0.5, 0.5], 199_990);
  const options = { minHz: 20, maxHz: 24, hopSeconds: 0.005 };
  expect(pitch(slow, options).hz.length).toBe(200_000);
  const long = { samples: new Float32Array(2_600_000).fill(0.01), sampleRate: 2_000 };
  for (const at of [1_000, 2_599_000]) long.samples[at] = 1;
  expect(syllableRate(long)).toBeLessThan(0.01);
});

test('what is no sound is told', () => {
  for (const [name, measure] of Object.entries({ pitch, level, spectralCentroid, syllableRate })) {
    for (const given of [new Float32Array(100), undefined, 'clip.wav']) {
      const message = `sound of ${name} must be a sound, { samples: Float32Array, sampleRate }, got`;
      expect(() => measure(given as never)).toThrow(InputError);
      expect(() => measure(given as never)).toThrow(message);
    }
  }
});

test.each([
  [{ minHz: 300, maxHz: 200 }, 'maxHz must be a finite number above 300 and at most 4000, got 200'],
  [{ threshold: 1 }, 'threshold must be a finite number above 0 and below 1, got 1'],
])('tells a mistake %j', (options, message) => {
  expect(() => pitch({ samples: new Float32Array(400), sampleRate }, options)).toThrow(message);
});

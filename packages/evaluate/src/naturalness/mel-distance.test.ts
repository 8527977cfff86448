import { key, normal } from '@audiate/core';
import { expect, test } from 'vitest';
import { cards, golden, recording } from '../testing/golden.js';
import { logMel } from './mel.js';
import { melDistance } from './mel-distance.js';

const sampleRate = 16_000;

test("log-mel frames agree with transformers' audio_utils", () => {
  const frames = logMel(recording(golden.clip), sampleRate);
  expect(frames).toHaveLength(golden.logMel.frames);
  for (const [at, expected] of Object.entries(golden.logMel.at)) {
    for (const [band, level] of expected.entries()) expect(frames[Number(at)]![band]).toBeCloseTo(level, 4);
  }
});

test('speech is as near to other speech as speech is, noise is not, a piece of it has no distance', () => {
  const [one, ...others] = cards() as [Float32Array, ...Float32Array[]];
  const noise = normal(key(1), 16_000);
  const [natural, unnatural, copy] = melDistance([one, noise, others[1]!.map((sample) => 0.01 * sample)], others, {
    sampleRate,
  });
  expect(natural!.distance).toBeLessThan(1.3 * natural!.floor);
  expect(unnatural!.distance).toBeGreaterThan(1.5 * natural!.floor);
  expect(copy!.distance).toBeLessThan(0.1);
  expect(unnatural!.floor).toBe(natural!.floor);
});

test('silence has none, one clip of speech has no floor, and none is a mistake', () => {
  const [clip] = cards();
  const [found] = melDistance([new Float32Array(1000)], [clip!], { sampleRate });
  expect(found!.distance).toBeNaN();
  expect(found!.floor).toBeNaN();
  expect(() => melDistance([clip!], [], { sampleRate })).toThrow(/at least one clip of speech/);
});

import { key, normal } from '@audiate/core';
import { expect, test } from 'vitest';
import { seedSpread } from './seed-spread.js';
import { soundDistance } from './sound-distance.js';

const sampleRate = 16_000;
const noise = (seed: number) => normal(key(seed), 8000);

test('a sound is as far from itself as nothing, at any level, and far from another', () => {
  const [a, b] = [noise(1), noise(2)];
  expect(
    soundDistance(
      a,
      a.map((sample) => 0.01 * sample),
      { sampleRate },
    ),
  ).toBeLessThan(0.01);
  const tone = a.map((_, i) => Math.sin(i / 5));
  expect(soundDistance(a, tone, { sampleRate })).toBeGreaterThan(soundDistance(a, b, { sampleRate }));
});

test('tells the spread of scores, and the diversity of those that score alike', () => {
  const found = seedSpread([noise(1), noise(1), noise(2)], [10, 9.5, 3], { sampleRate });
  expect(found).toMatchObject({ renders: 3, mean: 7.5, lowest: 3, highest: 10, alike: 2, diversityDb: 0 });
  // statistics.stdev([10, 9.5, 3])
  expect(found.deviation).toBeCloseTo(3.905124837953327, 9);
  expect(seedSpread([noise(1), noise(2)], [-1, -1.05], { sampleRate })).toMatchObject({ alike: 2 });
  expect(seedSpread([noise(1)], [1], { sampleRate }).diversityDb).toBeNaN();
});

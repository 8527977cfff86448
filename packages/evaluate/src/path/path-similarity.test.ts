import { key, normal } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { matchedNoise } from '../listening/matched-noise.js';
import { pathSimilarity } from './path-similarity.js';

const model = toyModel({ channels: 31 });
/** A chord of the toy's patterns, a little noise, and a gain of its own: natural clips of one kind differ. */
const chord = (channels: readonly number[], seed: number): Float32Array => {
  const noise = normal(key(seed), 64 * 9);
  const patterns = channels.map((channel) => model.template(channel));
  return noise.map((sample, i) => {
    const own = patterns.reduce((sum, pattern, k) => sum + (1 + k) * pattern[i % 64]!, 0);
    return (1 + seed / 10) * (own + 0.05 * sample);
  });
};
const kind = [1, 4, 9, 16, 25];
const options = {
  unit: { layer: 'energies', channel: 4, frame: 4 },
  top: [1, 2, 3, 4, 5].map((seed) => chord(kind, seed)),
  random: [11, 12, 13, 14, 15].map((seed) => normal(key(seed), 64 * 9)),
  engine: 'cpu',
} as const;

test('one more clip of the kind is on the path, noise and a sound with the sign flipped are not', async () => {
  const natural = await pathSimilarity(model, chord(kind, 7), options);
  const noise = await pathSimilarity(model, matchedNoise(chord(kind, 7), key(3)), options);
  const flipped = await pathSimilarity(
    model,
    chord(kind, 7).map((sample) => -sample),
    options,
  );
  expect(natural!.mean).toBeCloseTo(1, 0);
  expect(Math.abs(natural!.mean - 1)).toBeLessThan(0.2);
  expect(noise!.mean).toBeLessThan(0.5);
  expect(flipped!.byLayer.filters).toBeLessThan(0);
  expect(flipped!.byLayer.energies).toBeGreaterThan(0.8);
});

test('has no scale where natural clips are as random ones, and needs two', async () => {
  expect(await pathSimilarity(model, chord(kind, 1), { ...options, top: options.random })).toBeUndefined();
  expect(await pathSimilarity(model, chord(kind, 1), { ...options, top: options.top.slice(0, 1) })).toBeUndefined();
});

import { readFileSync } from 'node:fs';
import { key } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { muLaw } from './mu-law.js';
import { quantize } from './quantize.js';

/** Made by tools/goldens/parts.py: the levels of G.711 on 14 bits, and the smallest magnitude that gives each. */
const { levels, thresholds }: { levels: number[]; thresholds: number[] } = JSON.parse(
  readFileSync('fixtures/goldens/parts.json', 'utf8'),
).g711;

test('every 14-bit magnitude of both signs is coded as the reference does', () => {
  let level = 0;
  for (let magnitude = 0; magnitude < 8192; magnitude++) {
    if (magnitude >= (thresholds[level + 1] ?? 8192)) level++;
    expect(8192 * muLaw(magnitude / 8192)).toBe(levels[level]);
    if (level > 0) expect(8192 * muLaw(-magnitude / 8192)).toBe(-levels[level]!);
  }
  expect(level).toBe(127);
});

test('what lies between two 14-bit samples is coded as the lower; what is beyond full scale is clipped', () => {
  expect(8192 * muLaw(2.99 / 8192)).toBe(2);
  expect(8192 * muLaw(-0.99 / 8192)).toBe(0);
  expect(8192 * muLaw(1)).toBe(8031);
  expect(8192 * muLaw(-40)).toBe(-8031);
});

test('the signal-to-noise ratio of loud and faint sines is that of the standard, 33 dB and more (G.712)', () => {
  for (const amplitude of [0.9, 0.3, 0.1, 0.03]) {
    const sine = Array.from({ length: 5000 }, (_, i) => amplitude * Math.sin(0.7 * i));
    const power = sine.reduce((sum, x) => sum + x * x, 0);
    const error = sine.reduce((sum, x) => sum + (muLaw(x) - x) ** 2, 0);
    expect(10 * Math.log10(power / error)).toBeGreaterThan(33);
  }
});

test('strength multiplies the error; the gradient goes straight through', () => {
  const apply = quantize().bind({ model: toyModel(), batch: 1, samples: 3 });
  tf.tidy(() => {
    const audio = tf.tensor2d([[0.1001, -0.5003, 1.5]]);
    const heard = (strength: number) => apply(audio, key(1), { step: 0, strength }).dataSync();
    const [whole, half] = [heard(1), heard(0.5)];
    expect(whole[2]).toBeCloseTo(8031 / 8192, 6);
    expect(half[2]).toBeCloseTo((1.5 + 8031 / 8192) / 2, 6);
    expect(half[0]).toBeCloseTo((0.1001 + whole[0]!) / 2, 6);
    const dy = tf.tensor2d([[1, -2, 3]]);
    const dx = tf.grad((x: tf.Tensor) => apply(x as tf.Tensor2D, key(1), { step: 0, strength: 1 }))(audio, dy);
    expect([...dx.dataSync()]).toEqual([1, -2, 3]);
  });
});

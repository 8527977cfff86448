import { InputError, key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { ascend, gradientOf, scores } from '../testing/ascend.js';
import { readGoldens } from '../testing/golden.js';
import { sparsity } from './sparsity.js';

const model = toyModel();
const of = (audio: Float32Array) => scores(model, sparsity(), audio)[0]![0]!;
const noise = normal(key(1), 4800).map((sample) => 0.1 * sample);
const burst = noise.map((sample, i) => (i > 2000 && i < 2200 ? sample : 0));

test.each(readGoldens<{ readonly size: number }>('sparsity').map((golden) => [golden.name, golden] as const))(
  '%s: as PyTorch, with its gradient',
  (_, { x, shape, size, score, gradient }) => {
    const [batch] = shape as [number, number];
    const objective = sparsity({ size });
    const audio = Float32Array.from(x);
    for (const [i, value] of scores(model, objective, audio, batch)[0]!.entries())
      expect(value).toBeCloseTo(score[i]!, 5);
    const found = gradientOf(model, objective, audio, batch);
    const largest = Math.max(...gradient.map(Math.abs));
    for (const [i, value] of gradient.entries()) expect(Math.abs(found[i]! - value) / largest).toBeLessThan(1e-4);
  },
);

test('a burst is sparser than noise, a sine than noise, a click in silence than all; the level does not count', () => {
  const sine = noise.map((_, i) => 0.1 * Math.sin(0.5 * i));
  const click = noise.map((_, i) => (i === 2400 ? 0.5 : 0));
  expect(of(noise)).toBeGreaterThan(0.1);
  expect(of(noise)).toBeLessThan(0.15);
  expect(of(burst)).toBeGreaterThan(of(noise) + 0.5);
  expect(of(sine)).toBeGreaterThan(of(noise) + 0.5);
  expect(of(click)).toBeGreaterThan(of(burst));
  expect(of(noise.map((sample) => 8 * sample))).toBeCloseTo(of(noise), 4);
});

test('silence scores 0, with a gradient of 0', () => {
  const silence = new Float32Array(1600);
  expect(of(silence)).toBeCloseTo(0, 5);
  expect(gradientOf(model, sparsity(), silence, 1).every((value) => value === 0)).toBe(true);
});

test('ascent from noise becomes sparse', () => {
  expect(of(ascend(model, sparsity(), noise))).toBeGreaterThan(of(noise) + 0.2);
});

test('tells a mistake', () => {
  expect(() => sparsity({ size: 300 })).toThrow(
    new InputError('size of sparsity must be a power of two, got 300; try 256'),
  );
});

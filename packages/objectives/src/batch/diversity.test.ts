import { type Activation, InputError, key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { scale } from '../combine/scale.js';
import { sum } from '../combine/sum.js';
import { ascend, gradientOf, noise, scores } from '../testing/ascend.js';
import { neuron } from '../units/neuron.js';
import { diversity } from './diversity.js';
import { gramCosines } from './gram-cosines.js';

const model = toyModel();
const samples = 64 * 5;
const identical = (batch: number) => {
  const one = noise(1, samples);
  return Float32Array.from({ length: batch * samples }, (_, i) => one[i % samples]!);
};
/** Cosines between different items, without the marks. */
const similarities = (audio: Float32Array, batch: number) =>
  tf.tidy(() => {
    const { filters } = model.forward(tf.tensor2d(audio, [batch, samples]), ['filters']);
    const cosines = gramCosines(filters).arraySync();
    return cosines.flatMap((row, i) => row.filter((_, j) => j !== i));
  });

test('is minus the mean similarity to the others, within the mark', () => {
  const audio = noise(3, samples);
  const [score] = scores(model, diversity('filters'), audio, 3);
  const cosines = similarities(audio, 3);
  score!.forEach((value, i) => {
    expect(Math.abs(value + (cosines[2 * i]! + cosines[2 * i + 1]!) / 2)).toBeLessThan(0.02);
  });
});

test('higher is more diverse: −1 for equals, 0 for strangers', () => {
  scores(model, diversity('filters'), identical(3), 3)[0]!.forEach((value) => {
    expect(value).toBeCloseTo(-1, 3);
    expect(value).toBeGreaterThan(-1);
  });
  const bound = diversity('filters').terms[0]!.term.bind({ model, batch: 2, samples });
  const strangers = tf.tensor3d([[[1, 0, 0, 0, 0, 0, 0, 0]], [[0, 1, 0, 0, 0, 0, 0, 0]]]);
  bound({ filters: strangers }, tf.zeros([2, samples]))
    .dataSync()
    .forEach((value) => {
      expect(Math.abs(value)).toBeLessThan(0.01);
    });
});

test('without marks identical items would be stuck; with them each gets a gradient of its own', () => {
  const audio = identical(3);
  const stuck = tf.tidy(() => {
    const similarity = (x: tf.Tensor) =>
      tf.sum(gramCosines(model.forward(x as tf.Tensor2D, ['filters']).filters)) as tf.Scalar;
    return tf
      .grad(similarity)(tf.tensor2d(audio, [3, samples]))
      .dataSync();
  });
  expect(Math.hypot(...stuck)).toBeLessThan(1e-4);
  const gradient = gradientOf(model, diversity('filters'), audio, 3);
  const items = [0, 1, 2].map((i) => gradient.subarray(i * samples, (i + 1) * samples));
  const norms = items.map((g) => Math.hypot(...g));
  for (const norm of norms) expect(norm).toBeGreaterThan(1e-3);
  for (const [i, j] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const cosine = items[i]!.reduce((total, value, k) => total + value * items[j]![k]!, 0) / (norms[i]! * norms[j]!);
    expect(cosine).toBeLessThan(0.9);
  }
});

test.each([2, 3, 4])('ascent parts %i identical items', (batch) => {
  const start = identical(batch);
  expect(Math.min(...similarities(start, batch))).toBeCloseTo(1, 5);
  const found = ascend(model, diversity('filters'), start, batch);
  expect(found.every(Number.isFinite)).toBe(true);
  expect(Math.max(...similarities(found, batch))).toBeLessThan(0.1);
});

test('beside a neuron it parts identical items, too', () => {
  const together = sum(neuron('filters', 3), scale(diversity('filters'), 1));
  const found = ascend(model, together, identical(2), 2);
  expect(Math.max(...similarities(found, 2))).toBeLessThan(0.5);
  const [unit] = scores(model, neuron('filters', 3), found, 2);
  for (const score of unit!) expect(score).toBeGreaterThan(0.3);
});

test.each([
  ['one channel', [1, 0, 0, 0, 0, 0, 0, 0]],
  ['a constant', [1, 1, 1, 1, 1, 1, 1, 1]],
  ['one faint channel', [0, 0, 1e-6, 0, 0, 0, 0, 0]],
])('identical items that hold only %s get a finite gradient that is not 0', (_, row) => {
  const x = tf.tensor3d(Array.from({ length: 2 }, () => Array.from({ length: 5 }, () => row)));
  const bound = diversity('filters').terms[0]!.term.bind({ model, batch: 2, samples });
  const gradient = tf
    .grad((y) => tf.sum(bound({ filters: y as Activation }, tf.zeros([2, samples]))))(x)
    .dataSync();
  expect(gradient.every(Number.isFinite)).toBe(true);
  expect(Math.hypot(...gradient) * Math.max(...row)).toBeGreaterThan(1e-4);
});

test('silent items score 0 and get no gradient', () => {
  const bound = diversity('filters').terms[0]!.term.bind({ model, batch: 3, samples });
  const x = tf.concat([tf.zeros([2, 5, 8]), tf.tensor3d(normal(key(1), 40), [1, 5, 8])]);
  const score = (y: tf.Tensor) => bound({ filters: y as Activation }, tf.zeros([3, samples]));
  expect(Array.from(score(x).dataSync()).map(Math.abs)).toEqual([0, 0, 0]);
  const gradient = tf
    .grad((y) => tf.sum(score(y)))(x)
    .dataSync();
  expect(gradient.every((value) => value === 0)).toBe(true);
});

test('says that it couples the batch', () => {
  expect(diversity('filters').terms[0]!.term.couplesBatch).toBe(true);
});

test('needs a batch and channels to compare', () => {
  const { term } = diversity('filters').terms[0]!;
  expect(() => term.bind({ model, batch: 1, samples })).toThrow(
    new InputError('diversity(filters) compares the items of a batch and needs at least 2, got 1'),
  );
  expect(() => term.bind({ model: toyModel({ channels: 1 }), batch: 2, samples })).toThrow(
    new InputError('diversity(filters) compares channels, and filters has one only; choose another layer'),
  );
});

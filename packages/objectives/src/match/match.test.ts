import { InputError, type Objective } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { readGoldens } from '../testing/golden.js';
import { activationMatch } from './activation-match.js';
import { caricature } from './caricature.js';
import { style } from './style.js';
import type { Target } from './target.js';
import { trajectory } from './trajectory.js';

const model = toyModel();
const samples = 64 * 5;
/** Another sound than the start of the ascents. */
const clip = noise(1, 2 * samples, 2)
  .subarray(samples)
  .slice();
const radius = Math.hypot(...clip);

function heard(audio: Float32Array): Target {
  return tf.tidy(() => {
    const { filters } = model.forward(tf.tensor2d(audio, [1, audio.length]), ['filters']);
    return { data: filters.dataSync() as Float32Array, shape: filters.shape };
  });
}
const target = heard(clip);
const first = (objective: Objective, audio: Float32Array) => scores(model, objective, audio)[0]![0]!;
/** The sound whose inner product with audio is that of the target with its activations. */
const matched = Float32Array.from({ length: samples }, (_, i) =>
  Array.from({ length: 8 }, (_, c) => target.data[Math.floor(i / 64) * 8 + c]! * model.template(c)[i % 64]!).reduce(
    (a, b) => a + b,
  ),
);

test('the clip itself scores 0 in activationMatch and style, 1 in caricature; silence −1, −1 and 0', () => {
  const silence = new Float32Array(samples);
  expect(first(activationMatch('filters', target), clip)).toBeCloseTo(0, 6);
  expect(first(activationMatch('filters', target), silence)).toBeCloseTo(-1, 6);
  expect(first(style('filters', target), clip)).toBeCloseTo(0, 6);
  expect(first(style('filters', target), silence)).toBeCloseTo(-1, 6);
  expect(first(caricature('filters', target), clip)).toBeCloseTo(1, 5);
  expect(first(caricature('filters', target, { cosinePower: 4 }), clip)).toBeCloseTo(1, 5);
  expect(Math.abs(first(caricature('filters', target), silence))).toBe(0);
});

test('activationMatch: ascent from noise reaches the clip’s activations by another sound', () => {
  const found = ascend(model, activationMatch('filters', target), noise(1, samples, radius));
  expect(first(activationMatch('filters', target), found)).toBeGreaterThan(-1e-4);
  const cosine = found.reduce((sum, value, i) => sum + value * clip[i]!, 0) / radius ** 2;
  expect(cosine).toBeLessThan(0.5);
});

test('style: ascent reaches the clip’s texture, and does not care when', () => {
  const start = noise(1, samples, radius);
  expect(first(style('filters', target), start)).toBeLessThan(-0.1);
  const found = ascend(model, style('filters', target), start);
  expect(first(style('filters', target), found)).toBeGreaterThan(-1e-3);
  const later = Float32Array.from(clip, (_, i) => clip[(i + 128) % samples]!);
  expect(first(style('filters', target), later)).toBeCloseTo(0, 6);
  expect(first(activationMatch('filters', target), later)).toBeLessThan(-0.5);
});

test('style takes a clip of any length, as PyTorch does, with its gradient', () => {
  const [golden] = readGoldens<{ readonly target: number[] }>('style');
  const term = style('filters', { data: Float32Array.from(golden!.target), shape: [1, 9, 5] }).terms[0]!.term;
  const bound = term.bind({ model: toyModel({ channels: 5 }), batch: 2, samples: 6 * 64 });
  const score = (x: tf.Tensor) => bound({ filters: x as tf.Tensor3D }, tf.zeros([2, 384]));
  const x = tf.tensor(golden!.x, golden!.shape);
  score(x)
    .dataSync()
    .forEach((value, i) => {
      expect(value).toBeCloseTo(golden!.score[i]!, 6);
    });
  tf.grad((y) => tf.sum(score(y)))(x)
    .dataSync()
    .forEach((value, i) => {
      expect(value).toBeCloseTo(golden!.gradient[i]!, 6);
    });
});

test('caricature: ascent exaggerates the clip up to the known optimum', () => {
  const found = ascend(model, caricature('filters', target), noise(1, samples, 3 * radius));
  const energy = target.data.reduce((sum, value) => sum + value * value, 0);
  expect(first(caricature('filters', target), found)).toBeCloseTo((3 * radius * Math.hypot(...matched)) / energy, 3);
});

test('trajectory: ascent takes the course, frame by frame', () => {
  const found = ascend(model, trajectory('filters', target), noise(1, samples, 2));
  const length = Math.hypot(...matched);
  expect(first(trajectory('filters', target), found)).toBeCloseTo((2 * length) / 5, 4);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo((2 * matched[i]!) / length, 3);
  });
});

test('a target for each item, or one for all', () => {
  const two = noise(2, samples, radius);
  const targets = [two.subarray(0, samples), two.subarray(samples)].map((audio) => heard(audio.slice()));
  const both = { data: Float32Array.from(targets.flatMap(({ data }) => [...data])), shape: [2, 5, 8] };
  const [own] = scores(model, activationMatch('filters', both), two, 2);
  for (const score of own!) expect(score).toBeCloseTo(0, 6);
  const [shared] = scores(model, activationMatch('filters', targets[0]!), two, 2);
  expect(shared![0]).toBeCloseTo(0, 6);
  expect(shared![1]).toBeLessThan(-0.5);
});

test('middles are laid over each other where the heard audio is longer or shorter', () => {
  const { term } = activationMatch('filters', target).terms[0]!;
  const bound = term.bind({ model, batch: 1, samples });
  const rows = tf.tensor3d(target.data, [1, 5, 8]);
  const run = (x: tf.Tensor) => bound({ filters: x as tf.Tensor3D }, tf.zeros([1, samples])).dataSync()[0];
  expect(
    run(
      tf.pad(
        rows,
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
        9,
      ),
    ),
  ).toBeCloseTo(0, 6);
  expect(run(tf.slice(rows, [0, 1, 0], [1, 3, 8]))).toBeCloseTo(0, 6);
});

test('is named by the content of its target', () => {
  const names = [trajectory, activationMatch, style, caricature].map(
    (make) => make('filters', target).terms[0]!.term.description,
  );
  expect(names[1]).toMatch(/^activationMatch\(filters, #[0-9a-f]{8}\)$/);
  const other = { ...target, data: target.data.map((x) => 2 * x) };
  expect(style('filters', other).terms[0]!.term.description).not.toBe(names[2]);
});

const bind = (given: Target, batch = 1) =>
  activationMatch('filters', given).terms[0]!.term.bind({ model, batch, samples });
const shape = 'must be { data: Float32Array, shape: [batch, frames, channels] } as activations() answers';

test.each([
  [() => bind(undefined as never), `the target of activationMatch ${shape}, got undefined`],
  [
    () => bind({ data: new Float32Array(3), shape: [1, 2, 2] }),
    `the target of activationMatch ${shape}, got 3 numbers for shape [1,2,2]`,
  ],
  [
    () => bind({ data: Float32Array.of(1, Number.NaN), shape: [1, 1, 2] }),
    'the target of activationMatch must be finite, got NaN at number 1',
  ],
  [
    () => bind({ data: Float32Array.of(1, 0), shape: [2, 1, 1] }),
    'the target of activationMatch is all 0 for item 1; choose a layer that the clip excites',
  ],
  [
    () => bind({ data: Float32Array.of(1, 2), shape: [1, 1, 2] }),
    'the target of activationMatch has 2 channels, filters 8; take activations of that layer',
  ],
  [
    () => bind({ data: Float32Array.from({ length: 80 }, () => 1), shape: [2, 5, 8] }, 3),
    'the target of activationMatch has 2 items for a batch of 3; give one, or one for each item',
  ],
  [
    () => bind({ data: Float32Array.from({ length: 32 }, () => 1), shape: [1, 4, 8] }),
    'the target has 4 frames of filters, the render 5 (320 samples); render as many samples as the clip has, or put the ' +
      'term into timeWindow',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});

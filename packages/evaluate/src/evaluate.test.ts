import { key, normal, objectives, param, type RenderResult, render, transforms } from '@audiate/core';
import { page } from '@audiate/media';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { evaluationFacts } from './card/evaluation-facts.js';
import { evaluate } from './evaluate.js';
import { rms } from './numbers/rms.js';
import { cards } from './testing/golden.js';

const model = toyModel();
const samples = 8000;
const target = objectives.sum(objectives.neuron('energies', 2), objectives.scale(objectives.energy(), 0.01));
let result: RenderResult;

beforeAll(async () => {
  result = await render(model, target, {
    samples,
    steps: 24,
    seed: 1,
    engine: 'cpu',
    param: param.rms(param.spectrum({ prior: 'flat', floorHz: 100 })),
    transforms: transforms.standard(),
  });
});

/** The result with another sound instead of what was rendered. */
const instead = (sound: Float32Array): RenderResult => ({ ...result, audio: [sound] });
const options = { model, speech: cards(), engine: 'cpu', draws: 1, ascent: false } as const;

test('a render excites its unit beyond nature; its card tells it, and JSON holds it', async () => {
  const before = tf.memory().numTensors;
  const [found] = await evaluate(result, { ...options, judges: { same: model }, seeds: 3, ascent: true });
  expect(found!.target).toBe('neuron(energies, 2)');
  expect(found!.verdict.checks.excited).toBe(true);
  expect(found!.scale).toMatchObject({ percentile: 100, among: 'frames' });
  expect(found!.scale!.ratio).toBeGreaterThan(1);
  expect(found!.selectivity!.rank).toBe(1);
  expect(found!.transfer!.same).toMatchObject({ kind: 'linear', layer: 'energies', r2: expect.closeTo(1, 2) });
  expect(found!.baselines.map(({ name }) => name)).toEqual([
    'the sound',
    'noise',
    'random clip',
    'top clip',
    'plain ascent',
  ]);
  const [own, noise, random] = found!.baselines;
  expect(own!.score).toBeCloseTo(found!.retention.clean, 6);
  expect(own!.score).toBeGreaterThan(Math.max(noise!.score, random!.score));
  expect(found!.spread).toMatchObject({ renders: 3 });
  const facts = evaluationFacts(found!);
  expect(facts[0]).toEqual({ name: 'verdict', value: found!.verdict.words });
  const card = { title: 'a sound', audio: result.audio[0]!, sampleRate: result.sampleRate, facts };
  expect(page({ title: 'reliability', cards: [card] })).toContain(found!.verdict.words);
  expect(Object.keys(JSON.parse(JSON.stringify(found)))).toEqual(Object.keys(found!));
  expect(tf.memory().numTensors).toBe(before);
});

test('a natural clip scores as natural', async () => {
  const [, , clip] = cards();
  const [found] = await evaluate(instead(clip!.slice(0, samples)), options);
  const { density, mel } = found!.naturalness;
  expect(found!.verdict.checks.natural ?? true).toBe(true);
  expect(found!.scale!.ratio).toBeLessThanOrEqual(1);
  expect(density).toBeLessThan(0.6);
  expect(mel!.distance).toBeLessThan(1.3 * mel!.floor);
});

test('noise scores as noise: no event, and not natural', async () => {
  const noise = normal(key(9), samples).map((sample) => 0.05 * sample);
  const [found] = await evaluate(instead(noise), options);
  const { density, slopeDbPerOctave, mel } = found!.naturalness;
  expect(density).toBeCloseTo(0.886, 1);
  expect(slopeDbPerOctave).toBeCloseTo(0, 0);
  expect(mel!.distance).toBeGreaterThan(2.5 * mel!.floor);
  const [own, drawn] = found!.baselines;
  expect(own!.density).toBeCloseTo(drawn!.density, 1);
  expect(own!.slopeDbPerOctave - drawn!.slopeDbPerOctave).toBeCloseTo(0, 0);
});

test('a render with its sign flipped excites nothing', async () => {
  const linear = await render(model, objectives.neuron('filters', 2), { samples, steps: 24, engine: 'cpu' });
  const alone = { model, engine: 'cpu', draws: 1, ascent: false } as const;
  const [right] = await evaluate(linear, alone);
  const [flipped] = await evaluate({ ...linear, audio: [linear.audio[0]!.map((sample) => -sample)] }, alone);
  expect(right!.verdict.checks.excited).toBe(true);
  expect(flipped!.verdict).toEqual({ words: 'not excited', checks: { excited: false } });
  expect(flipped!.retention.mean).toBeNaN();
});

test('each item by its own target; without speech what needs it is absent; siblings are taken as they are', async () => {
  const each = objectives.each([objectives.neuron('energies', 1), objectives.channel('energies', 5)]);
  const two = await render(model, each, { samples: 1280, steps: 8, engine: 'cpu' });
  const other = await render(model, each, { samples: 1280, steps: 8, seed: 7, engine: 'cpu' });
  const found = await evaluate(two, { model, engine: 'cpu', draws: 1, ascent: false, siblings: [other] });
  expect(found.map(({ item, target: made }) => [item, made])).toEqual([
    [0, 'neuron(energies, 1)'],
    [1, 'channel(energies, 5)'],
  ]);
  for (const [i, one] of found.entries()) {
    expect(one.retention.clean).toBeCloseTo(two.scores[i]!, 5);
    expect(one.spread!.mean).toBeCloseTo((two.scores[i]! + other.scores[i]!) / 2, 5);
    expect(one).not.toHaveProperty('scale');
    expect(one).not.toHaveProperty('path');
    expect(one.naturalness).not.toHaveProperty('mel');
  }
  const scaled = await evaluate(two, {
    ...options,
    statistics: {
      percentiles: [1, 50, 99],
      layers: {
        energies: { max: new Array(8).fill(4), percentiles: [0, 1, 3].map((value) => new Array(8).fill(value)) },
      },
    },
  });
  expect(scaled[0]!.scale).toMatchObject({ maximum: 4, among: 'frames' });
  expect(scaled[1]!.scale).toMatchObject({ among: 'windows' });
});

test('refuses another model, another thing, and options that it does not know', async () => {
  await expect(evaluate(result, { model: toyModel({ channels: 4 }) })).rejects.toThrow(/made on "toy".*as judges/);
  await expect(evaluate({} as RenderResult, { model })).rejects.toThrow(/needs the result of a render/);
  await expect(evaluate(result, { model, judge: model } as never)).rejects.toThrow(/judge/);
  expect(rms(result.audio[0]!)).toBeGreaterThan(0);
});

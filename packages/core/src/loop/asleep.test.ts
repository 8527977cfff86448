import * as objectives from '@audiate/objectives';
import { gelu } from '@audiate/ops';
import { defineModel, type ModelAdapter, type Objective } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import type { RenderOptions } from '../render/options.js';
import { render } from '../render/render.js';
import { resultCard } from '../saved/result-card.js';
import { toy } from '../testing/toy-render.js';
import { findAsleep } from './asleep.js';

const { neuron, channel, channelWeights, direction, custom, each, negate, product, scale, sum, timeWindow } =
  objectives;

/** The toy model's filters far on the left of a GELU: a unit is off until the sound is nearly its template. */
const facts = toy.model.layers.filters;
const sleepy = defineModel({
  ...toy.model,
  layers: {
    before: { ...facts, depth: 0 },
    after: { ...facts, depth: 1, preactivation: { layer: 'before', turn: -0.7518 } },
  },
  forward(audio) {
    const { filters } = toy.model.forward(audio, ['filters']);
    const before = tf.sub(tf.mul(filters, 3), 3) as tf.Tensor3D;
    return { before, after: gelu(before) };
  },
}) as unknown as ModelAdapter;

const short: RenderOptions = { ...toy.options, steps: 1 };
const asleepIn = async (objective: Objective, options = short) => (await render(sleepy, objective, options)).asleep;

describe.each(['cpu', 'wasm', 'onnxruntime'] as const)('on %s', (engine) => {
  const after = { ...short, engine };

  test('a unit that has not woken is told, one that has is not', async () => {
    const unit = neuron('after', 3, { at: 2 });
    expect(await asleepIn(unit, after)).toEqual([['neuron(after, 3, at frame 2)']]);
    const long = await render(sleepy, unit, { ...after, steps: 200, learningRate: 0.05 });
    expect(long.scores[0]).toBeGreaterThan(0);
    expect(long.asleep).toEqual([[]]);
  });

  test('each item by itself, all at once or in chunks', async () => {
    const objective = each([neuron('before', 3), neuron('after', 3), sum(channel('after', 1), neuron('after', 2))]);
    const told = [[], ['neuron(after, 3) for item 1'], ['channel(after, 1) for item 2', 'neuron(after, 2) for item 2']];
    expect(await asleepIn(objective, after)).toEqual(told);
    expect(await asleepIn(objective, { ...after, chunk: 2 })).toEqual(told);
  });
});

test.each([
  ['a channel', channel('after', 3), true],
  ['its largest frame', channel('after', 3, { reduce: 'max' }), true],
  ['in a stretch of time', timeWindow(neuron('after', 3), { fromFrame: 1, toFrame: 3 }), true],
  ['a weight that ends at 0', scale(neuron('after', 3), { from: 1, to: 0 }), false],
  ['a weight that rises from 0', scale(neuron('after', 3), { from: 0, to: 1 }), true],
  ['what is to fall', negate(neuron('after', 3)), false],
  ['up and down at once', channelWeights('after', { 3: 1, 4: -1 }), false],
  ['a direction that asks for some to fall', direction('after', [1, -1, 1, 1, 1, 1, 1, 1]), false],
  ['what is recorded only', sum(neuron('before', 3), scale(neuron('after', 3), 0)), false],
  ['two that are below 0, multiplied', product(neuron('after', 3), neuron('after', 4)), false],
  ['before the activation', neuron('before', 3), false],
  ["a user's own", custom('own', ['after'], (heard) => tf.mean(heard.after!, [1, 2])), false],
] as const)('%s', async (_, objective, told) => {
  const asleep = await asleepIn(objective as Objective, { ...short, steps: 2 });
  expect(asleep[0]!.length).toBe(told ? 1 : 0);
});

test('the sound is heard once for all terms, and not at all where none can be asleep', async () => {
  const samples = toy.options.samples;
  const climbed = (terms: readonly string[][]) =>
    terms.map(([own, ...before]) => ({
      description: `mean of ${own}`,
      layers: [own!, ...before],
      own: 1,
      score: (heard: Readonly<Record<string, tf.Tensor3D>>) => tf.mean<tf.Tensor1D>(heard[own!]!, [1, 2]),
      weight: 1,
    }));
  const asked: (readonly string[])[] = [];
  const find = (terms: readonly string[][]) =>
    findAsleep({ run: (work) => work() }, climbed(terms) as never, {
      sound: { data: new Float32Array(2 * samples), shape: [2, samples] },
      hear: async (layers) => {
        asked.push(layers);
        return layers.map(() => ({ data: new Float32Array(2 * 6 * 8), shape: [2, 6, 8] as const }));
      },
    });
  expect(await find([['a', 'a.pre'], ['b', 'b.pre'], ['a', 'a.pre'], ['c']])).toEqual([[], []]);
  expect(asked).toEqual([['a', 'a.pre', 'b', 'b.pre']]);
  await find([['c'], ['d']]);
  expect(asked).toHaveLength(1);
});

test.each([1, 2])('an each of 8 neurons of a layer costs one forward pass more (steps: %d)', async (steps) => {
  const passes = async (layer: 'after' | 'before') => {
    let count = 0;
    const counting = {
      ...sleepy,
      forward(...args: Parameters<typeof sleepy.forward>) {
        count++;
        return sleepy.forward(...args);
      },
    };
    await render(counting, each([0, 1, 2, 3, 4, 5, 6, 7].map((unit) => neuron(layer, unit))), { ...short, steps });
    return count;
  };
  expect(await passes('after')).toBe((await passes('before')) + 1);
});

test('the card says so, and restarts tell of their own', async () => {
  const result = await render(sleepy, neuron('after', 3, { at: 2 }), { ...short, restarts: 2 });
  expect(result.restarts.map(({ asleep }) => asleep)).toEqual([
    [['neuron(after, 3, at frame 2)']],
    [['neuron(after, 3, at frame 2)']],
  ]);
  const card = resultCard(result, 0);
  expect(card.facts).toContainEqual({ name: 'asleep at the end', value: 'neuron(after, 3, at frame 2)' });
  expect(card.description).toMatch(/^Asleep to the end: neuron\(after, 3, at frame 2\)\. The unit does not answer/);
  const awake = resultCard(await render(sleepy, neuron('before', 3), short), 0);
  expect(awake.facts.map(({ name }) => name)).not.toContain('asleep at the end');
  expect('description' in awake).toBe(false);
});

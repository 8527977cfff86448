import { programCount, releaseIdlePrograms } from '@audiate/compile';
import * as objectives from '@audiate/objectives';
import { defineModel, type ModelAdapter, type Objective } from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { activations } from '../activations.js';
import type { RenderOptions } from '../options.js';
import { render } from '../render.js';
import { renderSteps } from '../render-steps.js';
import { toy } from '../testing/toy-render.js';

const { model, objective, options } = toy;
const compiled: RenderOptions = { ...options, engine: 'onnxruntime', steps: 4, every: 2, draws: 2, batch: 2 };
const eager: RenderOptions = { ...compiled, engine: 'cpu' };

const { neuron, channel, diversity, each, scale, sum, neighbors, custom, product, timeWindow, interpolate } =
  objectives;
const { alignment, channelWeights, direction, directionNeuron, layer, loudness: lufs } = objectives;
const { activationMatch, caricature, ctc, logit, style, trajectory } = objectives;
const vector = Float32Array.of(1, -0.5, 0.25, 2, 0.3, -1, 0.7, 0.1);
const heard = { data: Float32Array.from({ length: 48 }, (_, i) => 0.1 * Math.sin(i * i)), shape: [1, 6, 8] };
const loudness = custom('loudness', [], (_, raw) => tf.mean(tf.square(raw), 1));
const both = custom('both', ['filters'], ({ filters }, raw) => tf.add(tf.mean(filters, [1, 2]), tf.mean(raw, 1)));
const targets = {
  neuron: objective,
  'channel over time': channel('filters', 1),
  'largest of a channel': channel('energies', 1, { reduce: 'max' }),
  'smooth maximum': channel('energies', 2, { reduce: 'logsumexp' }),
  neighbors: sum(neuron('filters', 2), scale(neighbors('filters', 2), 0.3)),
  diversity: sum(channel('filters', 1), scale(diversity('filters'), 0.5)),
  'one for each item': each([neuron('filters', 1), channel('energies', 2)]),
  'a penalty beside': sum(neuron('filters', 3), scale(loudness, -0.2)),
  'a penalty alone': loudness,
  'raw and heard': both,
  'a schedule from zero': scale(neuron('filters', 3), { from: 0, to: 2 }),
  'channel weights': channelWeights('filters', { 2: 1, 5: -0.5 }),
  'a direction': direction('filters', vector, { cosinePower: 2 }),
  'a direction in a frame': directionNeuron('energies', vector, { at: 2 }),
  'a whole layer': layer('filters'),
  'a course': trajectory('filters', heard, { cosinePower: 1 }),
  'a match': activationMatch('filters', heard),
  'a texture': style('filters', heard),
  'a caricature': caricature('filters', heard, { cosinePower: 1 }),
  'a morph, aligned': sum(interpolate(channel('filters', 1), channel('energies', 4)), scale(alignment('filters'), 0.5)),
  'a product, beside a penalty': sum(product(layer('filters'), channel('energies', 1)), scale(lufs(), 0.01)),
  'a stretch of time': timeWindow(channel('filters', 3), { fromFrame: 1, toFrame: 4 }),
  'recorded only': sum(neuron('filters', 3), scale(channel('filters', 2), 0)),
};

async function expectSameOnBoth<L extends string>(from: ModelAdapter<L>, target: Objective<NoInfer<L>>): Promise<void> {
  const ours = await render(from, target, compiled);
  const theirs = await render(from, target, eager);
  expect(ours.engine.name).toBe('onnxruntime');
  expect(ours.history).toHaveLength(4);
  for (const [i, { total }] of theirs.history.entries()) {
    for (const [item, score] of total.entries()) expect(ours.history[i]!.total[item]).toBeCloseTo(score, 3);
  }
  for (const [item, sound] of theirs.audio.entries()) {
    const difference = Math.max(...sound.map((x, i) => Math.abs(x - ours.audio[item]![i]!)));
    expect(difference / Math.max(...sound.map(Math.abs))).toBeLessThan(1e-3);
  }
}

describe('renders as the eager engine does', () => {
  test.each(Object.entries(targets))('%s', (_, target) => expectSameOnBoth(model, target));
});

describe('a model that speaks', () => {
  const speech = defineModel({
    ...model,
    layers: { logits: model.layers.filters },
    vocabulary: ['<pad>', 'AA', 'AE', 'B', 'D', 'F', 'G', 'IY'],
    forward(audio) {
      const { filters } = model.forward(audio, ['filters']);
      return { logits: tf.mul(filters, 5) as typeof filters };
    },
  });
  test.each(
    Object.entries({
      'a text': ctc('AA B'),
      'a text with equal neighbours': ctc('D D IY'),
      'a token': logit('F'),
      'a text in a stretch of time': timeWindow(ctc('G'), { fromFrame: 1, toFrame: 5 }),
    }),
  )('%s', (_, target) => expectSameOnBoth(speech, target));
});

test('the same bits again, and after a pause', async () => {
  const whole = await render(model, objective, compiled);
  const again = await render(model, objective, compiled);
  expect(again.audio).toEqual(whole.audio);
  expect(again.history).toEqual(whole.history);
  const stop = new AbortController();
  const half = await render(model, objective, {
    ...compiled,
    signal: stop.signal,
    onStep: ({ step }) => {
      if (step === 1) stop.abort();
    },
  });
  expect(half.stopped).toBe('aborted');
  const resumed = await render(model, objective, { ...compiled, resume: half.state });
  expect(resumed.audio).toEqual(whole.audio);
});

test('renders finished, broken off and failed leave nothing, and the user has their backend', async () => {
  await tf.setBackend('cpu');
  const reading = custom('reading', ['filters'], ({ filters }) =>
    tf.mul(tf.mean(filters, [1, 2]), filters.dataSync()[0]!),
  );
  const attempt = async (frame: number) => {
    await render(model, neuron('filters', 3, { at: frame }), compiled);
    for await (const step of renderSteps(model, objective, compiled)) if (step.step === 1) break;
    await expect(render(model, reading, compiled)).rejects.toThrow(/asked for the numbers of a tensor/);
  };
  await attempt(0);
  const before = tf.memory();
  for (let i = 0; i < 30; i++) await attempt(i % 5);
  const now = tf.memory();
  expect([now.numTensors, now.numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
  expect(tf.getBackend()).toBe('cpu');
});

test('two at a time equal one after the other', async () => {
  const other = channel('energies', 2);
  const alone = [await render(model, objective, compiled), await render(model, other, compiled)];
  const together = await Promise.all([render(model, objective, compiled), render(model, other, compiled)]);
  for (const [i, result] of together.entries()) expect(result.audio).toEqual(alone[i]!.audio);
});

test('a heard length of its own', async () => {
  const shorter = transforms.custom('shorter', (x) => tf.slice(x, [0, 3], [x.shape[0], x.shape[1] - 6]));
  const target = channel('filters', 1);
  const [ours, theirs] = [
    await render(model, target, { ...compiled, transforms: shorter }),
    await render(model, target, { ...eager, transforms: shorter }),
  ];
  expect(ours.history[3]!.total[0]).toBeCloseTo(theirs.history[3]!.total[0]!, 3);
});

test('other units, frames and weights of one structure share a program, differ, and score as the eager engine does', async () => {
  releaseIdlePrograms();
  const found = [];
  for (const [unit, at, weight] of [
    [1, 2, 0.1],
    [3, 2, 0.1],
    [3, 4, 0.1],
    [3, 4, 0.6],
  ] as const) {
    const target = neuron('filters', unit, { at, neighbors: weight });
    const ours = await render(model, target, compiled);
    const theirs = await render(model, target, eager);
    for (const [item, score] of theirs.scores.entries()) expect(ours.scores[item]).toBeCloseTo(score, 4);
    found.push(ours.scores[0]);
    expect(programCount()).toBe(1);
  }
  expect(new Set(found).size).toBe(4);
});

test('activations', async () => {
  const sound = Float32Array.from({ length: 64 * 6 }, (_, i) => Math.sin(i * 0.1));
  const ours = await activations(model, sound, ['filters', 'energies'], { engine: 'onnxruntime' });
  const theirs = await activations(model, sound, ['filters', 'energies'], { engine: 'cpu' });
  for (const layer of ['filters', 'energies'] as const) {
    expect(ours[layer].shape).toEqual(theirs[layer].shape);
    ours[layer].data.forEach((value, i) => {
      expect(value).toBeCloseTo(theirs[layer].data[i]!, 4);
    });
  }
});

import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import type { RenderOptions } from '../render/options.js';
import { render } from '../render/render.js';
import { replay } from '../render/replay.js';
import { toy } from '../testing/toy-render.js';

const { model } = toy;
const options: RenderOptions = { ...toy.options, batch: 5, draws: 2, every: 3 };

const quiet = objectives.custom('quiet', [], (_, raw) => tf.neg(tf.mean(tf.square(raw), 1)));
/** Reads heard and raw sound at once: both gradients must come back. */
const both = objectives.custom('both', ['energies'], ({ energies }, raw) =>
  tf.mul(tf.mean(energies, [1, 2]), tf.mean(tf.square(raw), 1)),
);
const cases: [string, (typeof toy)['objective'], RenderOptions][] = [
  ['one term', toy.objective, options],
  [
    'diversity over two layers, a penalty, a recorded term',
    objectives.sum<'filters' | 'energies'>(
      objectives.channel('energies', 2),
      objectives.scale(objectives.diversity('filters'), 0.3),
      objectives.scale(quiet, { from: 0, to: 2 }),
      objectives.scale(objectives.channel('filters', 1), 0),
    ) as never,
    options,
  ],
  ['each', objectives.each([0, 1, 2, 3, 4].map((c) => objectives.neuron('filters', c, { at: 1 }))), options],
  ['a term of heard and raw sound', objectives.sum(both, toy.objective) as never, options],
  // Not at a fixed level: the gradient of the energy would be rounding errors.
  ['nothing but a penalty', quiet as never, { ...options, param: param.spectrum(), steps: 4 }],
];

const engines = ['cpu', 'onnxruntime'] as const;

describe.each(engines)('on %s', (engine) => {
  test.each(cases)('a batch in chunks is what it is at once: %s', async (_, objective, settings) => {
    const heard: number[] = [];
    const watched: typeof model = {
      ...model,
      forward: (audio, layers) => {
        heard.push(audio.shape[0]);
        return model.forward(audio, layers);
      },
    };
    const whole = await render(model, objective, { ...settings, engine });
    const chunked = await render(watched, objective, { ...settings, engine, chunk: 2 });
    expect(Math.max(0, ...heard)).toBeLessThanOrEqual(2);
    for (const [item, sound] of whole.audio.entries()) {
      const off = sound.reduce((most, x, i) => Math.max(most, Math.abs(x - chunked.audio[item]![i]!)), 0);
      expect(off).toBeLessThan(1e-5 * Math.max(...sound.map(Math.abs)));
    }
    for (const [step, { total }] of whole.history.entries()) {
      for (const [item, score] of total.entries()) {
        expect(Math.abs(chunked.history[step]!.total[item]! - score)).toBeLessThan(2e-5 * Math.max(1, Math.abs(score)));
      }
    }
    expect(chunked.best.map(({ step }) => step)).toEqual(whole.best.map(({ step }) => step));
  });
});

test('chunks are part of the recipe, and leave nothing', async () => {
  const made = await render(model, toy.objective, { ...options, chunk: 2 });
  const before = tf.memory();
  const again = await replay(JSON.parse(JSON.stringify(made.recipe)), { model });
  expect(again.audio).toEqual(made.audio);
  const boom = objectives.custom('boom', ['filters'], ({ filters }) => {
    tf.square(filters);
    throw new Error('boom');
  });
  await expect(render(model, boom, { ...options, chunk: 2 })).rejects.toThrow('boom');
  const fragile = { ...model, forward: () => { tf.zeros([3]); throw new Error('boom'); } }; // biome-ignore format: short
  await expect(render(fragile, toy.objective, { ...options, chunk: 2 })).rejects.toThrow('boom');
  const after = tf.memory();
  expect([after.numTensors, after.numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
  await expect(render(model, toy.objective, { ...options, chunk: 0 })).rejects.toThrow(/chunk must be a whole number/);
});

import * as objectives from '@audiate/objectives';
import { InputError, type Objective, type Transform } from '@audiate/protocol';
import type { ToyLayer } from '@audiate/protocol/testing';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import type { EngineName } from '../engines/engine.js';
import { objectivesOf } from '../recipe/objectives-of.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';
import { scorer } from './scorer.js';
import { scores } from './scores.js';

const { model } = toy;
/** Six windows of the toy, the pattern of one channel in one of them. */
function placed(channel: number, window: number, amplitude = 1): Float32Array {
  const sound = new Float32Array(6 * 64);
  sound.set(
    model.template(channel).map((sample) => amplitude * sample),
    window * 64,
  );
  return sound;
}

test.each<EngineName>(['cpu', 'wasm', 'onnxruntime'])('scores what is known, for each sound, on %s', async (engine) => {
  const objective = objectives.sum(
    objectives.neuron('filters', 3, { at: 2 }),
    objectives.scale(objectives.energy(), { from: 5, to: -2 }),
  );
  const sounds = [placed(3, 2, 0.5), placed(3, 2), placed(3, 4)];
  const { total, terms } = await scores(model, sounds, objective, { engine });
  const [unit, energy] = Object.values(terms);
  expect(Object.keys(terms)[0]).toBe('neuron(filters, 3, at frame 2)');
  for (const [i, expected] of [0.5, 1, 0].entries()) expect(unit![i]).toBeCloseTo(expected, 5);
  for (const i of [0, 1, 2]) expect(total[i]).toBeCloseTo(unit![i]! - 2 * energy![i]!, 5);
});

test('a clean score is the score of the render, and no tensor stays', async () => {
  const result = await render(model, toy.objective, { ...toy.options, batch: 2 });
  const before = tf.memory().numTensors;
  const { total } = await scores(model, result.audio, toy.objective, { engine: 'cpu' });
  for (const [i, score] of total.entries()) expect(score).toBeCloseTo(result.scores[i]!, 5);
  expect(tf.memory().numTensors).toBe(before);
});

test.each<EngineName>(['cpu', 'onnxruntime'])(
  'hears through transforms, frames those of the raw sound, on %s',
  async (engine) => {
    const ready = await scorer(model, objectives.neuron('filters', 1, { at: 0 }), { samples: 6 * 64, engine });
    const heard = async (transform: Transform, draws = 1) =>
      (await ready.score([placed(1, 0)], { transforms: transform, draws })).total[0]!;
    expect(await heard(transforms.pad({ samples: 128 }))).toBeCloseTo(1, 5);
    expect(await heard(transforms.shift({ samples: [64, 64] }))).toBeCloseTo(0, 5);
    expect(await heard(transforms.ramp(transforms.gain({ db: [-6.0206, -6.0206] }), { steps: 9 }))).toBeCloseTo(0.5, 4);
    const [once, often] = [
      await heard(transforms.noise({ snrDb: 0 })),
      await heard(transforms.noise({ snrDb: 0 }), 64),
    ];
    expect(once).not.toBeCloseTo(1, 3);
    expect(Math.abs(often - 1)).toBeLessThan(Math.abs(once - 1) + 1e-3);
    ready.dispose();
  },
);

test('objectivesOf takes each apart, so that every item can score any sound', async () => {
  const targets: Objective<ToyLayer>[] = [
    objectives.neuron('filters', 1, { at: 0 }),
    objectives.channel('energies', 2),
  ];
  const objective = objectives.sum(objectives.each(targets), objectives.scale(objectives.energy(), 0.1));
  const { recipe, audio, scores: climbed } = await render(model, objective, toy.options);
  const items = objectivesOf<ToyLayer>(JSON.parse(JSON.stringify(recipe)));
  expect(items.map(({ terms }) => terms.map(({ term }) => term.description))).toEqual([
    ['neuron(filters, 1, at frame 0)', 'energy()'],
    ['channel(energies, 2)', 'energy()'],
  ]);
  for (const [i, own] of items.entries()) {
    const { total } = await scores(model, audio, own, { engine: 'cpu' });
    expect(total[i]).toBeCloseTo(climbed[i]!, 5);
  }
});

test('refuses what it cannot score', async () => {
  const failing = async (call: Promise<unknown>) => {
    const failure = await call.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    return (failure as Error).message;
  };
  const sound = placed(0, 0);
  expect(await failing(scores(model, [], toy.objective))).toMatch(/^at least one sound/);
  expect(await failing(scores({} as never, sound, toy.objective))).toMatch(/^scores needs a model/);
  expect(await failing(scores(model, sound, 'filters:9' as string))).toMatch(/^channel 9 of filters is out of range/);
  const ready = await scorer(model, toy.objective, { samples: 384, engine: 'cpu' });
  expect(await failing(ready.score([sound, sound]))).toMatch(/scores 1 sounds at once, got 2/);
  expect(await failing(ready.score([sound.subarray(0, 64)]))).toMatch(/sounds of 384 samples, got 64/);
  expect(await failing(ready.score([sound], { draw: 2 } as never))).toMatch(/draw/);
});

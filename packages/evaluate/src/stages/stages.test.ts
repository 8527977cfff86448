import { objectives, type RenderResult, render } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { evaluate } from '../evaluate.js';
import { retention } from '../retention/retention.js';
import { cards } from '../testing/golden.js';
import type { EvaluateProgress } from './stages.js';

const model = toyModel();
const target = objectives.neuron('energies', 2);
const STEPS = 4;
let result: RenderResult;
beforeAll(async () => {
  result = await render(model, target, { samples: 4000, steps: STEPS, engine: 'cpu' });
});

const options = () => ({
  ...({ model, judges: { same: model }, speech: cards(), engine: 'cpu', draws: 1, seeds: 2 } as const),
});

/** Evaluates until the signal is aborted where it is told to be. */
async function until(isThere: (progress: EvaluateProgress) => boolean) {
  const stop = new AbortController();
  const told: EvaluateProgress[] = [];
  const onProgress = (progress: EvaluateProgress) => {
    told.push(progress);
    if (isThere(progress)) stop.abort('enough');
  };
  const end = await evaluate(result, { ...options(), signal: stop.signal, onProgress }).then(
    (found) => ({ found }),
    (reason: unknown) => ({ reason }),
  );
  return { told, end };
}

test('every stage is told, in order, and renders step by step', async () => {
  const { told, end } = await until(() => false);
  expect(end).toHaveProperty('found');
  const whole = told.filter(({ done }) => Number.isInteger(done));
  expect([...new Set(whole.map(({ stage }) => stage))]).toEqual([
    ...['over seeds', 'retention', 'naturalness', 'among speech', 'judges', 'baselines', 'path similarity'],
  ]);
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
  expect(new Set(told.map(({ of }) => of))).toEqual(new Set([7]));
  // Of the other seed each step, and of the ascent each but the last, with which all of it is done.
  expect(told.filter(({ done }) => !Number.isInteger(done))).toHaveLength(2 * STEPS - 1);
});

test.each([...['over seeds', 'retention', 'naturalness', 'among speech', 'judges', 'baselines', 'path similarity']])(
  'an abort in the stage %j ends it there, and leaves nothing behind',
  async (stage) => {
    const before = tf.memory().numTensors;
    const { told, end } = await until((progress) => progress.stage === stage);
    expect(end).toEqual({ reason: 'enough' });
    expect(told.at(-1)!.stage).toBe(stage);
    expect(tf.memory().numTensors).toBe(before);
  },
);

test.each([
  // Of two parts, the second is the scores.
  ['over seeds', 1 / 2],
  ['baselines', 1],
])('an abort while %s render ends them within one step', async (stage, part) => {
  const { told, end } = await until((progress) => progress.stage === stage && !Number.isInteger(progress.done));
  expect(end).toEqual({ reason: 'enough' });
  expect(told.at(-1)!.done % 1).toBeCloseTo(part / STEPS);
});

test('an abort by a timer is heard between two transforms, also where all is computed in this thread', async () => {
  const stop = new AbortController();
  let heard = 0;
  const counted = objectives.custom('counted', ['energies'], ({ energies }) => {
    if (heard++ === 3) setImmediate(() => stop.abort('enough'));
    return tf.mean(energies, [1, 2]);
  });
  const running = retention(model, result.audio, counted, { engine: 'cpu', draws: 1, signal: stop.signal });
  await expect(running).rejects.toBe('enough');
  expect(heard).toBeLessThan(8);
});

test('renders that were made before have a stage of their own, too', async () => {
  const told: EvaluateProgress[] = [];
  const { seeds: _, ...others } = options();
  const [found] = await evaluate(result, {
    ...others,
    siblings: [result],
    ascent: false,
    onProgress: (progress) => told.push(progress),
  });
  expect(found!.spread).toMatchObject({ renders: 2 });
  expect(told[0]).toEqual({ stage: 'over seeds', done: 0, of: 7 });
});

test('what is no signal, and what can not be told, is refused', async () => {
  const mistake = evaluate(result, { ...options(), signal: 5 as never });
  await expect(mistake).rejects.toThrow('signal must be an AbortSignal, got 5');
  const deaf = evaluate(result, { ...options(), onProgress: 'log' as never });
  await expect(deaf).rejects.toThrow('onProgress must be a function, got "log"');
});

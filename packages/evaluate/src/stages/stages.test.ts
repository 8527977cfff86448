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
  // Of the ascent and of the other seed each step.
  expect(told.filter(({ done }) => !Number.isInteger(done))).toHaveLength(2 * (STEPS - 1));
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

test.each(['over seeds', 'baselines'])('an abort while %s render ends them within one step', async (stage) => {
  const { told, end } = await until((progress) => progress.stage === stage && !Number.isInteger(progress.done));
  expect(end).toEqual({ reason: 'enough' });
  expect(told.at(-1)!.done % 1).toBeCloseTo(1 / STEPS);
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

test('what is no signal is refused', async () => {
  const mistake = evaluate(result, { ...options(), signal: 5 as never });
  await expect(mistake).rejects.toThrow('signal must be an AbortSignal, got 5');
});

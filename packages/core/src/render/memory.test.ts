import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import type { Optimizer } from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { activations } from '../hearing/activations.js';
import * as optimizers from '../optimizers/index.js';
import { toy } from '../testing/toy-render.js';
import type { RenderOptions } from './options.js';
import { render } from './render.js';
import { renderSteps } from './render-steps.js';

const { model, objective, options } = toy;
const fast: RenderOptions = { ...options, steps: 3, every: 2, draws: 2, snapshots: [0, 2] };

/** Throws; what it is given was allocated before. */
const boom = (..._: unknown[]): never => {
  throw new Error('boom');
};
/** Works for a while, then throws. */
const after = <A extends unknown[], R>(calls: number, f: (...args: A) => R) => {
  let left = calls;
  return (...args: A): R => (left-- > 0 ? f(...args) : boom());
};

const inner = param.rms(param.spectrum({ prior: 'flat' }));
const throwingParam = param.custom('fragile', {
  init: (key, context) => inner.bind(context).init(key),
  decode: (values, context) => tf.tidy(() => after(0, () => inner.bind(context).decode(values))()),
});
const plain = optimizers.normalizedMomentum();
const throwingOptimizer: Optimizer = { ...plain, update: boom };
const brokenGradient = tf.customGrad((x: unknown) => ({ value: tf.clone(x as tf.Tensor), gradFunc: boom }));

const runs: [string, () => Promise<unknown>][] = [
  ['finished', () => render(model, objective, fast)],
  [
    'broken off',
    async () => {
      for await (const step of renderSteps(model, objective, fast)) if (step.step === 1) break;
    },
  ],
  [
    'aborted',
    () => {
      const stop = new AbortController();
      return render(model, objective, { ...fast, signal: stop.signal, onStep: () => stop.abort() });
    },
  ],
  ['thrown by the param', () => render(model, objective, { ...fast, param: throwingParam })],
  [
    'thrown by a transform',
    () => render(model, objective, { ...fast, transforms: transforms.custom('fragile', (x) => boom(tf.square(x))) }),
  ],
  [
    'thrown by the second draw',
    () =>
      render(model, objective, {
        ...fast,
        transforms: transforms.custom(
          'fragile',
          after(1, (x) => tf.square(x)),
        ),
      }),
  ],
  ['thrown by the model', () => render({ ...model, forward: (audio) => boom(tf.square(audio)) }, objective, fast)],
  [
    'thrown by a term',
    () =>
      render(
        model,
        objectives.custom('fragile', ['filters'], ({ filters }) => boom(tf.square(filters))),
        fast,
      ),
  ],
  [
    'thrown by a gradient',
    () =>
      render(model, objective, {
        ...fast,
        transforms: transforms.custom('fragile', (x) => brokenGradient(tf.square(x)) as tf.Tensor2D),
      }),
  ],
  ['thrown by the optimizer', () => render(model, objective, { ...fast, optimizer: throwingOptimizer })],
  ['thrown by onStep', () => render(model, objective, { ...fast, onStep: boom })],
  [
    'diverged',
    () =>
      render(
        model,
        objectives.custom('fragile', ['filters'], ({ filters }) => tf.div(tf.mean(filters, [1, 2]), 0) as tf.Tensor1D),
        fast,
      ),
  ],
];

describe('200 renders leave nothing more than one', () => {
  test.each(runs)('%s', async (name, run) => {
    const attempt = async () => {
      const outcome = await run().then(
        () => 'resolved',
        (error: Error) => error.message,
      );
      expect(outcome).toBe(name.startsWith('thrown') ? 'boom' : 'resolved');
    };
    await attempt();
    const before = tf.memory();
    const variables = Object.keys(tf.engine().registeredVariables).length;
    for (let i = 0; i < 200; i++) await attempt();
    const now = tf.memory();
    expect([now.numTensors, now.numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
    expect(Object.keys(tf.engine().registeredVariables)).toHaveLength(variables);
    expect((tf.engine() as unknown as { state: { activeTape: unknown } }).state.activeTape ?? null).toBeNull();
  });
});

test('two concurrent renders equal two sequential ones', async () => {
  const other = objectives.channel('energies', 2);
  const sequential = [await render(model, objective, options), await render(model, other, { ...options, seed: 8 })];
  const concurrent = await Promise.all([
    render(model, objective, options),
    render(model, other, { ...options, seed: 8 }),
  ]);
  concurrent.forEach((result, i) => {
    expect(result.audio).toEqual(sequential[i]!.audio);
    expect(result.history).toEqual(sequential[i]!.history);
  });
});

test('two concurrent renders on two engines do not disturb each other nor the user', async () => {
  await tf.setBackend('cpu');
  const alone = await render(model, objective, { ...options, engine: 'wasm' });
  const mine = tf.tensor1d([1, 2, 3]);
  const seen: string[] = [];
  const onStep = () => {
    seen.push(tf.getBackend());
    const doubled = tf.mul(mine, 2);
    expect(Array.from(doubled.dataSync())).toEqual([2, 4, 6]);
    doubled.dispose();
  };
  const [onWasm, onCpu] = await Promise.all([
    render(model, objective, { ...options, engine: 'wasm', onStep }),
    render(model, objective, { ...options, engine: 'cpu', onStep }),
  ]);
  expect(onWasm.audio).toEqual(alone.audio);
  expect(onWasm.engine.name).toBe('wasm');
  expect(onCpu.engine.name).toBe('cpu');
  expect(new Set(seen)).toEqual(new Set(['cpu']));
  mine.dispose();
});

test('renders that open an engine at once leave the user on his own backend', async () => {
  await tf.setBackend('cpu');
  await Promise.all([
    render(model, objective, { ...options, engine: 'wasm', steps: 2 }),
    render(model, objective, { ...options, engine: 'wasm', steps: 2 }),
    activations(model, new Float32Array(640), ['filters'], { engine: 'wasm' }),
  ]);
  expect(tf.getBackend()).toBe('cpu');
});

import * as objectives from '@audiate/objectives';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { activations } from '../hearing/activations.js';
import { listener } from '../hearing/listener.js';
import { render } from '../render/render.js';
import { renderSteps } from '../render/render-steps.js';
import { replay } from '../render/replay.js';
import { scorer } from '../scores/scorer.js';
import { scores } from '../scores/scores.js';
import { renderMany } from '../sweep/render-many.js';
import { toy } from '../testing/toy-render.js';
import { candidatesFor } from './candidates.js';
import type { EngineOptions } from './engine-options.js';
import { engineOf } from './engine-options.js';

const runtime = vi.hoisted(() => ({ broken: undefined as Error | undefined, noGpu: new Error('no GPU') }));
vi.mock('@audiate/compile', async (original) => {
  const real = await original<typeof import('@audiate/compile')>();
  const reportRuntime = async (providers: readonly string[] = []) => {
    if (runtime.broken) throw runtime.broken;
    if (providers.some((name) => name !== 'cpu')) throw runtime.noGpu;
    return real.reportRuntime(providers);
  };
  return { ...real, reportRuntime };
});

const { model, objective, options } = toy;
const { engine: _, ...plain } = options;
const short = { ...plain, steps: 2 };

beforeEach(() => {
  runtime.broken = undefined;
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('cpu is the automatic order without a GPU, and the recipe names the engine that ran', async () => {
  const { engine, recipe } = await render(model, objective, { ...short, device: 'cpu' });
  expect(engine).toMatchObject({ name: 'onnxruntime', passedOver: [] });
  expect(recipe.environment.engine).toBe('onnxruntime');
  expect(recipe.environment).not.toHaveProperty('engineSettings');
  runtime.broken = new Error('it is broken');
  const eager = await render(model, objective, { ...short, device: 'cpu' });
  expect(eager.engine.name).toBe('wasm');
  expect(eager.engine.passedOver.map(({ name }) => name)).toEqual(['onnxruntime', 'tensorflow']);
});

test('what can not be compiled goes on eagerly on the processor', async () => {
  const reading = objectives.custom('reading', ['filters'], ({ filters }) =>
    tf.mul(tf.mean(filters, [1, 2]), filters.dataSync()[0]!),
  );
  const { engine } = await render(model, reading, { ...short, device: 'cpu' });
  expect(engine.name).toBe('wasm');
});

test('a GPU that is not there is one sentence with each reason and what to do', async () => {
  const cuda = render(model, objective, { ...short, device: 'cuda' });
  await expect(cuda).rejects.toThrow(InputError);
  await expect(cuda).rejects.toThrow(
    'device "cuda" does not start here (onnxruntime: no GPU; tensorflow: @tensorflow/tfjs-node-gpu: not installed); ' +
      "install what one of them needs, or try device: 'webgpu', which needs no more than a graphics driver",
  );
  const webgpu = render(model, objective, { ...short, device: 'webgpu' });
  await expect(webgpu).rejects.toThrow(/^device "webgpu" does not start here \(onnxruntime: no GPU\)$/);
});

test('what a device is tried on', () => {
  const tried = (choice: Parameters<typeof candidatesFor>[0]) =>
    candidatesFor(choice).map(({ name, settings }) => settings ?? name);
  const cuda = { name: 'onnxruntime', executionProviders: ['cuda', 'cpu'] };
  expect(tried({ device: 'cuda' })).toEqual([cuda, { name: 'tensorflow', device: 'gpu:0' }]);
  expect(tried({ device: 'webgpu' })).toEqual([{ name: 'onnxruntime', executionProviders: ['webgpu', 'cpu'] }]);
  expect(tried({ device: 'auto' })).toEqual(tried('auto'));
  const processor = { name: 'tensorflow', device: 'cpu' };
  expect(tried({ device: 'cpu' })).toEqual(['onnxruntime', processor, 'wasm', 'cpu']);
});

test('neither an engine nor a device leaves the choice to the default', () => {
  expect(engineOf({})).toBeUndefined();
  expect(engineOf({ engine: 'wasm' })).toBe('wasm');
  expect(engineOf({ device: 'auto' })).toBe('auto');
});

describe('wherever an engine is an option', () => {
  const sound = new Float32Array(plain.samples ?? 384).fill(0.1);
  const calls: Readonly<Record<string, (on: EngineOptions) => Promise<unknown>>> = {
    render: (on) => render(model, objective, { ...short, ...on }),
    renderSteps: (on) => renderSteps(model, objective, { ...short, ...on }).next(),
    renderMany: async (on) => {
      for await (const found of renderMany(model, [objective], { ...short, ...on })) return found;
    },
    replay: async (on) => {
      const { recipe } = await render(model, objective, { ...short, engine: 'cpu' });
      return replay(recipe, { model, ...on });
    },
    activations: (on) => activations(model, sound, ['filters'], on),
    listener: async (on) => (await listener(model, ['filters'], { samples: sound.length, ...on })).dispose(),
    scorer: async (on) => (await scorer(model, objective, { samples: sound.length, ...on })).dispose(),
    scores: (on) => scores(model, sound, objective, on),
  };

  test.each(Object.entries(calls))('%s takes a device, and refuses a misspelt one and both', async (_, call) => {
    await call({ device: 'cpu' });
    await expect(call({ device: 'gpu' as never })).rejects.toThrow(
      'unknown device "gpu"; choose from auto, cpu, cuda, webgpu',
    );
    await expect(call({ device: 'cpu', engine: 'wasm' })).rejects.toThrow(
      'engine and device both say what runs the model, got "wasm" and "cpu"; leave one out',
    );
  });
});

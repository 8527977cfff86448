import * as objectives from '@audiate/objectives';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { activations } from '../hearing/activations.js';
import { render } from '../render/render.js';
import { toy } from '../testing/toy-render.js';

const compile = vi.hoisted(() => ({ broken: undefined as Error | undefined }));
vi.mock('@audiate/compile', async (original) => {
  const real = await original<typeof import('@audiate/compile')>();
  const reportRuntime = async () => {
    if (compile.broken) throw compile.broken;
    return real.reportRuntime();
  };
  return { ...real, reportRuntime };
});

const { model, objective, options } = toy;
const { engine: _, ...automatic } = options;
const { custom, sum } = objectives;

let warned: unknown[][];
beforeEach(() => {
  compile.broken = undefined;
  warned = [];
  vi.spyOn(process, 'emitWarning').mockImplementation((...said) => {
    warned.push(said);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('ONNX Runtime is the choice on a CPU', async () => {
  const { engine, recipe } = await render(model, objective, { ...automatic, steps: 2 });
  expect(engine).toMatchObject({
    name: 'onnxruntime',
    passedOver: [{ name: 'tensorflow', why: '@tensorflow/tfjs-node-gpu: not installed' }],
  });
  expect(recipe.environment).toMatchObject({ engine: 'onnxruntime', engineDetail: engine.detail });
  expect(recipe.environment.threads).toBeGreaterThan(0);
  expect(warned).toEqual([]);
});

test('without it the next engine runs, and one sentence says why', async () => {
  compile.broken = new InputError('onnxruntime-node does not load (no such file); install it');
  const { engine } = await render(model, objective, { ...automatic, steps: 2 });
  expect(engine.name).toBe('wasm');
  expect(engine.passedOver.map(({ name }) => name)).toEqual(['tensorflow', 'onnxruntime', 'tensorflow']);
  expect(engine.passedOver[1]!.why).toBe(compile.broken.message);
  expect(engine.passedOver[2]!.why).toMatch(/tfjs-node-gpu: not installed; .*tfjs-node: not installed/);
  const asked = render(model, objective, { ...automatic, engine: 'onnxruntime' });
  await expect(asked).rejects.toThrow(
    /engine "onnxruntime" does not start here \(onnxruntime: onnxruntime-node does not/,
  );
});

const first = (x: tf.Tensor): tf.Tensor1D => tf.mean(x, [1, 2]);
const untraceable = {
  'reading numbers': [
    custom('reading', ['filters'], ({ filters }) => tf.mul(first(filters), filters.dataSync()[0]!)),
    /dataSync/,
  ],
  'drawing numbers': [
    custom('drawing', ['filters'], ({ filters }) => tf.mul(first(filters), tf.randomNormal([1]).abs())),
    /random number \(tf.randomNormal/,
  ],
  'a kernel that is not known': [
    custom('unknown', ['filters'], ({ filters }) => tf.add(first(filters), tf.mul(first(tf.floorDiv(filters, 2)), 0))),
    /the TensorFlow.js kernel FloorDiv can't be compiled/,
  ],
} as const;

describe.each(Object.entries(untraceable))('what can not be compiled: %s', (_, [term, why]) => {
  test('goes on eagerly when the choice is automatic, with one warning', async () => {
    const result = await render(model, term, { ...automatic, steps: 2 });
    expect(result.history).toHaveLength(2);
    expect(result.engine.name).toBe('wasm');
    expect(result.engine.passedOver.find(({ name }) => name === 'onnxruntime')!.why).toMatch(why);
    expect(warned).toEqual([[expect.stringMatching(why), 'AudiateWarning']]);
    expect(warned[0]![0]).toMatch(/^the engine "wasm" runs what "onnxruntime" can't: /);
    await render(model, term, { ...automatic, steps: 1 });
    expect(warned).toHaveLength(1);
  });

  test('is refused before the first step when asked for by name', async () => {
    const onStep = vi.fn();
    const asked = render(model, term, { ...automatic, engine: 'onnxruntime', onStep });
    await expect(asked).rejects.toThrow(why);
    await expect(asked).rejects.toBeInstanceOf(InputError);
    expect(onStep).not.toHaveBeenCalled();
  });
});

test('a term that weighs nothing at first is looked at before the first step, too', async () => {
  const late = objectives.scale(untraceable['drawing numbers'][0], { from: 0, to: 1 });
  const { engine } = await render(model, sum(objective, late), { ...automatic, steps: 3 });
  expect(engine.name).toBe('wasm');
});

test('a model that can not be compiled answers eagerly', async () => {
  const odd = {
    ...model,
    forward: (...[audio, layers]: Parameters<typeof model.forward>) =>
      model.forward(tf.add(audio, tf.mul(tf.cumprod(audio, 1), 0)), layers),
  } as typeof model;
  const sound = new Float32Array(384).fill(0.5);
  const { filters } = await activations(odd, sound, ['filters']);
  const plain = await activations(model, sound, ['filters'], { engine: 'wasm' });
  expect(filters).toEqual(plain.filters);
  expect(warned[0]![0]).toMatch(/Cumprod/);
  await expect(activations(odd, sound, ['filters'], { engine: 'onnxruntime' })).rejects.toThrow(/Cumprod/);
});

describe('execution providers', () => {
  const cpuOnly = { name: 'onnxruntime', executionProviders: ['cpu'] } as const;

  test('reach ONNX Runtime, the report and the recipe', async () => {
    const { engine, recipe } = await render(model, objective, { ...automatic, steps: 2, engine: cpuOnly });
    expect(engine.detail).toMatch(/, on cpu$/);
    expect(recipe.environment).toMatchObject({ engine: 'onnxruntime', engineSettings: cpuOnly });
    const absent = { ...cpuOnly, executionProviders: ['no-such-device'] };
    await expect(render(model, objective, { ...automatic, engine: absent })).rejects.toThrow(
      /unknown name in executionProviders of engine "no-such-device"; choose from cpu, cuda, /,
    );
  });

  test.each([[[]], ['cpu'], [[7]], [null]])('must be a list of names: %o', async (executionProviders) => {
    const engine = { name: 'onnxruntime', executionProviders } as never;
    await expect(render(model, objective, { ...automatic, engine })).rejects.toThrow(
      /executionProviders of engine must be a list of names such as/,
    );
  });

  test('belong to onnxruntime alone', async () => {
    const engine = { ...cpuOnly, name: 'wasm' } as never;
    await expect(render(model, objective, { ...automatic, engine })).rejects.toThrow(/unknown name of engine "wasm"/);
  });
});

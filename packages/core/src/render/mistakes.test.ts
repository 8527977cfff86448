import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import { InputError, type ModelAdapter, type Objective } from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { activations } from '../hearing/activations.js';
import * as optimizers from '../optimizers/index.js';
import { renderMany } from '../sweep/render-many.js';
import { toy } from '../testing/toy-render.js';
import type { RenderOptions } from './options.js';
import { render } from './render.js';
import { renderSteps } from './render-steps.js';
import { replay } from './replay.js';

const { model, objective, options } = toy;
const anyModel = model as unknown as ModelAdapter;

describe('a mistake is told before the first step, in one sentence', () => {
  const table: [string, Objective | string, RenderOptions, RegExp][] = [
    [
      'unknown layer',
      objectives.neuron('fitlers', 1),
      {},
      /unknown layer of toy "fitlers"; choose from filters, energies/,
    ],
    ['channel out of range', objectives.channel('filters', 8), {}, /channel 8 of filters is out of range.* 0 … 7/],
    ['string form', 'filters', {}, /filters/],
    ['string form of an unknown layer', 'encoder.3:17', {}, /unknown layer of toy "encoder.3"/],
    ['no term', { terms: [] }, {}, /the objective must hold at least one term/],
    [
      'too short',
      objective,
      { samples: 63 },
      /samples for toy \(16000 Hz\) must be a whole number at least 64 and at most 57600000, got 63/,
    ],
    [
      'both lengths',
      objective,
      { samples: 64, seconds: 1 },
      /give the length once: seconds \(1\) or samples \(64\), not both/,
    ],
    ['a length that is none', objective, { seconds: Number.NaN }, /seconds must be a finite number above 0.*got NaN/],
    ['twice the same', objectives.sum(objective, objective), {}, /holds neuron\(filters, 3, at frame 2\) twice/],
    ['too long', objective, { samples: 1e12 }, /at most 57600000, got 1000000000000/],
    ['batch too large', objective, { batch: 1e9 }, /batch must be a whole number at least 1 and at most/],
    [
      'a factory',
      objective,
      { param: param.spectrum as never },
      /param must be a part such as .* got a function; call/,
    ],
    ['snapshots', objective, { snapshots: 5 as never }, /snapshots must be a list of steps, got 5/],
    ['resume', objective, { resume: {} as never }, /resume must be the state of a result/],
    ['a near option', objective, { step: 5 } as never, /options of render must not have "step"; do you mean steps\?/],
    [
      'a mistyped option',
      objective,
      { learningrate: 1 } as never,
      /must not have "learningrate"; do you mean learningRate/,
    ],
    [
      'a mistyped plateau',
      objective,
      { plateau: { steps: 9, tolerence: 0 } as never },
      /plateau must not have "tolerence"/,
    ],
    [
      'a controller',
      objective,
      { signal: new AbortController() as never },
      /signal must be an AbortSignal, got an object/,
    ],
    [
      'optimizer',
      objective,
      { optimizer: {} as never, learningRate: 1 },
      /optimizer must be a part such as optimizers.adam/,
    ],
    ['optimizer not called', objective, { optimizer: (() => 1) as never }, /got a function; call the factory/],
    ['signal', objective, { signal: null as never }, /signal must be an AbortSignal, got null/],
    ['steps', objective, { steps: 0 }, /steps must be a whole number at least 1 and at most 1000000, got 0/],
    ['steps', objective, { steps: 1.5 }, /steps must be a whole number .*, got 1.5/],
    ['seed', objective, { seed: -1 }, /seed must be a whole number/],
    ['batch', objective, { batch: 0 }, /batch must be a whole number at least 1 and at most .*, got 0/],
    ['draws', objective, { draws: 0 }, /draws must be/],
    ['every', objective, { every: 0 }, /every must be/],
    [
      'snapshot',
      objective,
      { steps: 5, snapshots: [6] },
      /a snapshot must be a whole number at least 0 and at most 5, got 6/,
    ],
    ['learning rate', objective, { learningRate: Number.POSITIVE_INFINITY }, /learningRate must be a finite number/],
    [
      'batch of mismatched objectives',
      objectives.each([objective, objective]),
      { batch: 3 },
      /each holds 2 objectives but the batch is 3/,
    ],
    ['diversity of one', objectives.diversity('filters'), {}, /at least 2, got 1/],
    [
      'engine',
      objective,
      { engine: 'cuda' as never },
      /unknown engine "cuda"; choose from auto, onnxruntime, tensorflow/,
    ],
    [
      'engine that is not here',
      objective,
      { engine: 'webgpu' },
      /engine "webgpu" does not start here \(webgpu: its backend is not registered/,
    ],
    ['start audio of another length', objective, { param: param.spectrum({ from: new Float32Array(10) }) }, /10/],
  ];
  test.each(table)('%s', async (_, wrong, changes, message) => {
    let stepped = false;
    const { samples, ...rest } = options;
    const merged = {
      ...rest,
      ...(changes.seconds === undefined ? { samples } : {}),
      ...changes,
      onStep: () => {
        stepped = true;
      },
    };
    const failure = await render(anyModel, wrong, merged).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain('\n');
    expect(stepped).toBe(false);
  });

  test('onStep, and options that are none', async () => {
    const wrong = render(model, objective, { ...options, onStep: 'log' as never });
    await expect(wrong).rejects.toThrow(/onStep must be a function, got "log"/);
    await expect(render(model, objective, null as never)).rejects.toThrow(
      /options of render must be an object, got null/,
    );
    const steps = renderSteps(model, objective, { ...options, onStep() {} } as never);
    await expect(steps.next()).rejects.toThrow(/options of renderSteps must not have "onStep"/);
    const { recipe } = await render(model, objective, { ...options, steps: 1 });
    await expect(replay(recipe, { model, steps: 3 } as never)).rejects.toThrow(
      /options of replay must not have "steps"/,
    );
    expect(() => optimizers.adam({ beta: 0.5 } as never)).toThrow(
      /options of adam must not have "beta"; do you mean beta1/,
    );
    expect(() => optimizers.normalizedMomentum({ rate: 1 } as never)).toThrow(/options of normalizedMomentum must not/);
  });

  test('compositions without end', async () => {
    const grow = () => {
      let twice = transforms.shift({ samples: 1 });
      for (let i = 0; i < 20; i++) twice = transforms.compose(twice, twice);
    };
    expect(grow).toThrow(/compose is made of \d+ parts, each of which would run at every step; use at most 1024/);
    const deep = () => {
      let inner = param.waveform();
      for (let i = 0; i < 100; i++) inner = param.bounded(inner);
    };
    expect(deep).toThrow(/bounded nests parts 65 deep/);
    const [term] = objective.terms;
    const terms = Array.from({ length: 20_000 }, () => term!);
    await expect(render(model, { terms }, options)).rejects.toThrow(/the objective holds 20000 terms/);
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'got undefined; load one, as by await loadWav2Vec2(folder)'],
    ['null', null, 'got null; load one, as by await loadWav2Vec2(folder)'],
    ['a promise', Promise.resolve(model), 'got a promise of one; await it: await loadWav2Vec2(…)'],
    ['a function', () => model, 'got a function; call it and await what it gives: await tiny()'],
    [
      'an id',
      'facebook/wav2vec2-base',
      'got "facebook/wav2vec2-base"; load it: await loadWav2Vec2("facebook/wav2vec2-base")',
    ],
    ['a result', { audio: [], recipe: {} }, 'got the result of a render; pass the model that it was rendered with'],
    ['something else', {}, 'got an object; load one, as by await loadWav2Vec2(folder)'],
  ])('no model but %s', async (_, wrong, message) => {
    const sound = new Float32Array(640);
    const told = (asker: string) => new InputError(`${asker} needs a model, ${message}`);
    await expect(render(wrong as never, objective)).rejects.toThrow(told('render'));
    await expect(activations(wrong as never, sound, ['filters' as never])).rejects.toThrow(told('activations'));
    const { recipe } = await render(model, objective, { ...options, steps: 1 });
    await expect(replay(recipe, { model: wrong as never })).rejects.toThrow(told('replay'));
    const sweep = renderMany(wrong as never, { one: objective });
    await expect(sweep.next()).rejects.toThrow(told('renderMany'));
  });

  test('a model that was disposed', async () => {
    const gone = { ...anyModel, disposed: true };
    const told = new InputError('model "toy" was disposed; load it again');
    await expect(render(gone, objective)).rejects.toThrow(told);
    await expect(activations(gone, new Float32Array(640), ['filters'])).rejects.toThrow(told);
    const { recipe } = await render(model, objective, { ...options, steps: 1 });
    await expect(replay(recipe, { model: gone })).rejects.toThrow(told);
  });

  test('NaN in start audio', () => {
    expect(() => param.waveform({ from: new Float32Array(384).fill(Number.NaN) })).toThrow(/finite/);
  });
});

describe('activations', () => {
  const sound = new Float32Array(640).map((_, i) => Math.sin(i / 3));
  test('reads layers back with their shapes', async () => {
    const { filters, energies } = await activations(model, [sound, sound], ['filters', 'energies'], { engine: 'cpu' });
    expect(filters.shape).toEqual([2, 10, 8]);
    expect(energies.data[5]).toBeCloseTo(filters.data[5]! ** 2, 5);
  });
  test.each<[string, Float32Array | Float32Array[], RegExp]>([
    [
      'short',
      new Float32Array(10),
      /length of audio 0 in samples must be a finite number at least 64, got 10; toy hears at 16000 Hz/,
    ],
    ['none', [], /at least one sound/],
    ['unequal', [sound, sound.slice(1)], /item 0 has 640 samples, item 1 639/],
    ['NaN', sound.map((x, i) => (i === 7 ? Number.NaN : x)), /sample 7 of item 0 is NaN/],
    ['numbers', [...sound] as never, /got an array of numbers; pass Float32Array\.from\(audio\)$/],
    ['lists of numbers', [[...sound], sound] as never, /got an array of numbers as item 0; pass Float32Array\.from/],
    ['doubles', Float64Array.from(sound) as never, /got a Float64Array; pass Float32Array\.from\(audio\)$/],
    [
      '16 bits',
      [new Int16Array(640)] as never,
      /got an Int16Array as item 0; pass Float32Array\.from\(audio, \(sample\) => /,
    ],
    [
      'bytes',
      new Uint8Array(640) as never,
      /got Uint8Array of 640 bytes; pass what await readAudio of @audiate\/dataset reads from a file, or readSound/,
    ],
    [
      'an AudioBuffer',
      { getChannelData() {} } as never,
      /got an AudioBuffer; pass \{ samples: buffer\.getChannelData\(0\)/,
    ],
    ['a promise', Promise.resolve(sound) as never, /got a promise; await it$/],
    ['a result', { audio: [sound], recipe: {} } as never, /got the result of a render; pass result\.audio$/],
    [
      'a file',
      { channels: [sound], sampleRate: 16_000 } as never,
      /got channels, as decodeWav answers; readSound mixes them to one sound$/,
    ],
    ['a tensor', tf.tensor1d(sound) as never, /got a tensor; pass await tensor\.data\(\)$/],
    ['a name', 'noise' as never, /got "noise"; pass what await readAudio of @audiate\/dataset reads from a file/],
    ['null', null as never, /got null; pass samples/],
  ])('refuses audio: %s', async (_, audio, message) => {
    const failure = await activations(model, audio, ['filters'], { engine: 'cpu' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(message);
  });
});

test('activations takes layers as a list', async () => {
  await expect(activations(model, new Float32Array(640), 'filters' as never)).rejects.toThrow(
    new InputError('layers must be a list of layer names, got "filters"; pass ["filters"]'),
  );
});

describe('divergence stops the render with the last finite sound', () => {
  const afterCalls = (good: number, bad: (x: tf.Tensor1D) => tf.Tensor1D) => {
    let calls = 0;
    return objectives.custom('fragile', ['filters'], ({ filters }) => {
      const score = tf.mean(filters, [1, 2]) as tf.Tensor1D;
      return calls++ < good ? score : bad(score);
    });
  };
  test.each([
    ['an infinite score', (x: tf.Tensor1D) => tf.div(x, 0) as tf.Tensor1D],
    ['a score that concerns no item', (x: tf.Tensor1D) => tf.mul(x, Number.NaN) as tf.Tensor1D],
  ])('%s', async (_, bad) => {
    const result = await render(model, afterCalls(5, bad), { ...options, every: 100 });
    expect(result.stopped).toBe('diverged');
    expect(result.history).toHaveLength(5);
    expect(result.audio[0]!.every(Number.isFinite)).toBe(true);
    expect(result.state.step).toBe(5);
  });
  test.each([
    ['a spectrum at a huge learning rate', { learningRate: 1e38 }],
    ['samples beyond float32', { param: param.waveform(), learningRate: 1e39 }],
    ['the last update', { steps: 1, learningRate: 1e300 }],
  ])('%s', async (_, changes) => {
    const result = await render(model, objective, { ...options, every: 1, snapshots: [1], ...changes });
    expect(result.stopped).toBe('diverged');
    expect(result.audio[0]!.every(Number.isFinite)).toBe(true);
    expect(result.best[0]!.audio.every(Number.isFinite)).toBe(true);
    expect(result.state.step).toBe(result.history.length);
    const again = await render(model, objective, {
      ...options,
      every: 1,
      snapshots: [1],
      ...changes,
      resume: result.state,
    });
    expect(again.stopped).toBe('diverged');
    expect(again.audio).toEqual(result.audio);
  });
});

import { InputError } from '@audiate/protocol';
import { modelLaws, toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { conv1d } from '../conv1d.js';
import { backends, useBackend } from '../testing/backends.js';
import { randomWeight } from '../testing/random.js';
import { measureLayers } from './measure-layers.js';
import { type ModelDraft, measureModel } from './measure-model.js';

const frames = (audio: tf.Tensor2D): tf.Tensor3D => tf.reshape(audio, [...audio.shape, 1]);

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test("the toy's facts are those that its author wrote", async () => {
    const { layers, ...toy } = toyModel();
    const measured = await measureModel({ ...toy, layers: ['filters', 'energies'] });
    expect(measured.layers).toEqual(layers);
    expect([measured.minSamples, measured.fingerprint]).toEqual([64, 'toy-8']);
    for (const law of modelLaws({ model: measured })) expect(law.check, law.name).not.toThrow();
  });

  test('a model in thirty lines keeps the laws', async () => {
    const kernel = randomWeight([3, 2, 5]);
    const first = randomWeight([2, 1, 8]);
    const model = await measureModel({
      name: 'mine',
      fingerprint: 'mine-1',
      sampleRate: 8000,
      layers: ['conv', 'deep', 'normal', 'answer'],
      forward(audio, layers) {
        const conv = conv1d(frames(audio), first, { stride: 4 });
        if (layers.join() === 'conv') return { conv } as never;
        const deep = tf.tanh(conv1d(conv, kernel, { stride: 1 }));
        const normal = tf.sub(deep, tf.mean(deep, 1, true)) as tf.Tensor3D;
        return { conv, deep, normal, answer: tf.mean(tf.square(deep), 1, true) as tf.Tensor3D };
      },
    });
    expect(model.layers.conv).toMatchObject({
      hop: 4,
      receptiveField: 8,
      offset: 0,
      minSamples: 8,
      channels: 2,
      global: false,
    });
    expect(model.layers.deep).toMatchObject({ hop: 4, receptiveField: 24, minSamples: 24, channels: 3, global: false });
    expect(model.layers.normal).toMatchObject({ hop: 4, minSamples: 24, global: true });
    expect(model.layers.answer).toMatchObject({ hop: Infinity, receptiveField: Infinity, global: true });
    for (const law of modelLaws({ model, samples: [24, 60] })) {
      if (law.name.startsWith('answers exactly')) continue;
      expect(law.check, law.name).not.toThrow();
    }
    model.dispose();
    expect(() => model.forward(tf.zeros([1, 30]), ['conv'])).toThrow('model "mine" was disposed; load it again');
  });
});

const draft = (forward: ModelDraft<'a'>['forward']): ModelDraft<'a'> => ({
  name: 'mine',
  fingerprint: 'mine-1',
  sampleRate: 8000,
  layers: ['a'],
  forward,
});

test('padding shows as an offset, a floor below the loudest as global', async () => {
  await useBackend('cpu');
  const kernel = randomWeight([1, 1, 5]);
  const layers = await measureLayers<'padded' | 'floor'>(['padded', 'floor'], (audio) => {
    const padded = conv1d(
      tf.pad(frames(audio), [
        [0, 0],
        [2, 2],
        [0, 0],
      ]),
      kernel,
      { stride: 1 },
    );
    const power = tf.square(padded);
    const floor = tf.maximum(
      power,
      tf.tile(tf.mul(tf.max(power, 1, true), 1e-6), [1, power.shape[1]!, 1]),
    ) as tf.Tensor3D;
    return { padded, floor };
  });
  expect(layers.padded).toMatchObject({ hop: 1, offset: -2, receptiveField: 5, minSamples: 1, global: false });
  expect(layers.floor.global).toBe(true);
});

test.each([2, 4])('frames that share a source, %s of each, are local', async (times) => {
  await useBackend('cpu');
  const kernel = randomWeight([3, 1, 9]);
  const layers = await measureLayers<'coarse' | 'repeated'>(['coarse', 'repeated'], (audio) => {
    const coarse = conv1d(frames(audio), kernel, { stride: 8 });
    const [batch, count, channels] = coarse.shape;
    const each = tf.tile(tf.expandDims(coarse, 2), [1, 1, times, 1]);
    return { coarse, repeated: tf.reshape(each, [batch, count * times, channels]) };
  });
  expect(layers.coarse).toMatchObject({ hop: 8, receptiveField: 9, offset: 0, global: false });
  // the last of those that share a source begins latest behind it
  const hop = 8 / times;
  const last = (times - 1) * hop;
  expect(layers.repeated).toMatchObject({ hop, receptiveField: 9 + last, global: false });
  expect(layers.repeated.offset).toBe(-last);
});

test('frames that lie further apart than a second are frames', async () => {
  await useBackend('cpu');
  const { sparse } = await measureLayers<'sparse'>(['sparse'], (audio) => {
    const count = Math.floor((audio.shape[1] - 400) / 17_000) + 1;
    if (count < 1) throw new Error('too short');
    const rows = Array.from({ length: count }, (_, i) => tf.slice(audio, [0, i * 17_000], [-1, 400]));
    return { sparse: tf.stack(rows, 1) as tf.Tensor3D };
  });
  expect(sparse).toMatchObject({ hop: 17_000, minSamples: 400, channels: 400 });
});

test('more frames than follow the length evenly are cut off', async () => {
  await useBackend('cpu');
  // one frame at both ends beside one for every 10 samples, from 25 samples on
  const model = await measureModel(
    draft((audio) => {
      const [batch, samples] = audio.shape;
      if (samples < 25) throw new Error('too short');
      const count = Math.floor(samples / 10) + 1;
      return { a: tf.reshape(tf.slice(audio, [0, 0], [batch, count]), [batch, count, 1]) };
    }),
  );
  expect(model.layers.a).toMatchObject({ hop: 10, minSamples: 25 });
  tf.tidy(() => {
    expect(model.forward(tf.zeros([2, 25]), ['a']).a.shape).toEqual([2, 1, 1]);
    expect(model.forward(tf.zeros([2, 35]), ['a']).a.shape).toEqual([2, 2, 1]);
    expect(() => model.forward(tf.zeros([2, 24]), ['a'])).toThrow(
      'mine needs at least 25 samples (3.1 ms) of audio for a, got 24 samples (3.0 ms)',
    );
  });
});

describe('what cannot be measured is told', () => {
  beforeAll(() => useBackend('cpu'));
  test.each<[string, ModelDraft<'a'>['forward'], RegExp]>([
    [
      'a forward that always throws',
      () => {
        throw new Error('no such weight');
      },
      /^the network answers no layer for 65536 samples: no such weight$/,
    ],
    [
      'frames that grow by other steps',
      (audio) => ({ a: tf.zeros([1, Math.floor(Math.sqrt(audio.shape[1])), 1]) }),
      /^the frames of layer "a" do not follow the length of the sound between \d+ and \d+ samples$/,
    ],
    [
      'another rank',
      (audio) => ({ a: tf.zeros([1, audio.shape[1]]) as unknown as tf.Tensor3D }),
      /^layer "a" must be \[batch, frames, channels\], got \[1,\d+\]$/,
    ],
  ])('%s', async (_, forward, message) => {
    const error = await measureModel(draft(forward)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  });

  test('tensors are freed also where it fails', async () => {
    const { numTensors } = tf.memory();
    await measureModel(
      draft((audio) => {
        const found = tf.mul(frames(audio), 2);
        if (audio.shape[1] < 8) throw new Error('too short');
        return { a: found as tf.Tensor3D };
      }),
    );
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

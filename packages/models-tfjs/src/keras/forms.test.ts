import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { InputError, layerNames } from '@audiate/protocol';
import { modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { loadTfjs } from '../index.js';
import { savedFiles } from '../testing/saved.js';

const samples = 64;
const noise = Float32Array.from({ length: 2 * samples }, (_, i) => 0.5 * Math.sin((i + 1) ** 1.7));

beforeAll(() => useBackend('cpu'));

/** Loads a Keras model, and compares what its last layer answers with what the model itself does. */
async function compare(original: tf.LayersModel, { laws = false } = {}): Promise<readonly string[]> {
  const input = original.inputs[0]!.sourceLayer.name;
  const files = await savedFiles(original);
  const before = tf.memory().numTensors;
  const model = await loadTfjs(files, { sampleRate: 8000, maxSamples: 256, input });
  const names = layerNames(model);
  const last = names.at(-1)!;
  tf.tidy(() => {
    const audio = tf.tensor2d(noise, [2, samples]);
    const theirs = original.apply(tf.expandDims(audio, 2)) as tf.Tensor;
    const ours = model.forward(audio, [last])[last]!;
    expect(ours.shape).toEqual(theirs.shape);
    expect(relativeError(ours.dataSync() as Float32Array, theirs.dataSync() as Float32Array)).toBeLessThan(1e-6);
  });
  if (laws) for (const law of modelLaws({ model, samples: [model.minSamples, 80] })) law.check();
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
  original.dispose();
  return names;
}

const deeper = {
  dense: () => tf.layers.dense({ name: 'deeper', units: 3, activation: 'tanh' }),
  gru: () => tf.layers.gru({ name: 'deeper', units: 3, returnSequences: true }),
  lstm: () => tf.layers.lstm({ name: 'deeper', units: 3, returnSequences: true }),
};
const forms = Object.entries(deeper).flatMap(([kind, layer]) =>
  ['with an input layer', 'without one'].map((form) => [kind, form, layer] as const),
);

test.each(forms)('a Sequential of conv1d and %s, %s', async (_, form, layer) => {
  const conv = { name: 'tower', filters: 4, kernelSize: 16, strides: 16, activation: 'relu' as const };
  const original = tf.sequential({
    layers:
      form === 'without one'
        ? [tf.layers.conv1d({ ...conv, inputShape: [samples, 1] }), layer()]
        : [tf.layers.inputLayer({ inputShape: [samples, 1] }), tf.layers.conv1d(conv), layer()],
  });
  expect(await compare(original)).toEqual(['tower', 'deeper']);
});

const inner = (extent: number) =>
  tf.sequential({
    name: 'inner',
    layers: [
      tf.layers.conv1d({ inputShape: [extent, 4], filters: 3, kernelSize: 2, padding: 'same' }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 2, activation: 'tanh' }),
    ],
  });
const tower = { name: 'tower', filters: 4, kernelSize: 16, strides: 16 };

test('a Sequential within a Sequential', async () => {
  const original = tf.sequential({
    layers: [tf.layers.conv1d({ ...tower, inputShape: [samples, 1] }), inner(samples / 16)],
  });
  expect(await compare(original, { laws: true })).toEqual(['tower', 'inner']);
});

test('a Sequential that begins with one', async () => {
  const first = tf.sequential({ name: 'first', layers: [tf.layers.conv1d({ ...tower, inputShape: [samples, 1] })] });
  expect(await compare(tf.sequential({ layers: [first, inner(samples / 16)] }))).toEqual(['first', 'inner']);
});

test('a Sequential within a functional model', async () => {
  const audio = tf.input({ shape: [samples, 1], name: 'audio' });
  const frames = tf.layers.conv1d(tower).apply(audio) as tf.SymbolicTensor;
  const outputs = inner(samples / 16).apply(frames) as tf.SymbolicTensor;
  expect(await compare(tf.model({ inputs: audio, outputs }))).toEqual(['tower', 'inner']);
});

test('a layer that is used twice is refused', async () => {
  const audio = tf.input({ shape: [samples, 1], name: 'audio' });
  const twice = tf.layers.dense({ units: 4, name: 'twice' });
  const frames = tf.layers.conv1d(tower).apply(audio);
  const original = tf.model({ inputs: audio, outputs: twice.apply(twice.apply(frames)) as tf.SymbolicTensor });
  const files = await savedFiles(original);
  const before = tf.memory().numTensors;
  await expect(loadTfjs(files, { sampleRate: 8000 })).rejects.toThrow(
    new InputError('layer "twice" is used 2 times; a model with such layers cannot be heard'),
  );
  expect(tf.memory().numTensors).toBe(before);
  original.dispose();
});

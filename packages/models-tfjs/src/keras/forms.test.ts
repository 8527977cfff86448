import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { layerNames } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { loadTfjs } from '../index.js';
import { savedFiles } from '../testing/saved.js';

const samples = 64;
const noise = Float32Array.from({ length: 2 * samples }, (_, i) => 0.5 * Math.sin((i + 1) ** 1.7));

beforeAll(() => useBackend('cpu'));

/** Loads a Keras model, and compares what its last layer answers with what the model itself does. */
async function compare(original: tf.Sequential): Promise<readonly string[]> {
  const input = original.inputs[0]!.sourceLayer.name;
  const model = await loadTfjs(await savedFiles(original), { sampleRate: 8000, maxSamples: 256, input });
  const names = layerNames(model);
  const last = names.at(-1)!;
  tf.tidy(() => {
    const audio = tf.tensor2d(noise, [2, samples]);
    const theirs = original.apply(tf.expandDims(audio, 2)) as tf.Tensor;
    const ours = model.forward(audio, [last])[last]!;
    expect(ours.shape).toEqual(theirs.shape);
    expect(relativeError(ours.dataSync() as Float32Array, theirs.dataSync() as Float32Array)).toBeLessThan(1e-6);
  });
  model.dispose();
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

import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTfjs, type TfjsFiles } from '../index.js';
import { savedFiles } from '../testing/saved.js';

beforeAll(() => useBackend('cpu'));

/** Every kind of layer with weights of its own, and its files, whose topology is edited as text. */
async function files(edit: (topology: string) => string = (text) => text): Promise<TfjsFiles> {
  const units = { units: 2, returnSequences: true };
  const model = tf.sequential({
    layers: [
      tf.layers.conv1d({ inputShape: [64, 1], filters: 2, kernelSize: 16, strides: 16, name: 'tower' }),
      tf.layers.batchNormalization({ name: 'norm' }),
      tf.layers.layerNormalization({ name: 'other' }),
      tf.layers.prelu({ sharedAxes: [1], name: 'slopes' }),
      tf.layers.lstm({ ...units, name: 'long' }),
      tf.layers.bidirectional({ layer: tf.layers.gru(units) as tf.RNN, mergeMode: 'concat', name: 'both' }),
      tf.layers.dense({ units: 3, name: 'classes' }),
    ],
  });
  const saved = await savedFiles(model);
  model.dispose();
  const modelTopology = JSON.parse(edit(JSON.stringify(saved.model.modelTopology)));
  return { ...saved, model: { ...saved.model, modelTopology } };
}

const options = { sampleRate: 8000, maxSamples: 256, layers: { tower: 'tower' } };

describe('a Keras model', () => {
  test('has its weights from the file: no initializer draws any, and none stays', async () => {
    const unknown = await files((text) =>
      text.replaceAll(/"class_name":"(VarianceScaling|Orthogonal)"/g, '"class_name":"Drawn"'),
    );
    expect(JSON.stringify(unknown.model)).toContain('"Drawn"');
    const before = tf.memory().numTensors;
    const [one, other] = await Promise.all([loadTfjs(unknown, options), loadTfjs(await files(), options)]);
    expect(one.layers).toEqual(other.layers);
    one.dispose();
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  const without = (key: string) => (text: string) => {
    const topology = JSON.parse(text, (own, value) => (own === key ? undefined : value));
    return JSON.stringify(topology);
  };
  const more = (text: string) => text.replace('"units":2', '"units":1000000000');
  test.each<[string, (text: string) => string, RegExp]>([
    [
      'a billion units',
      more,
      /^the layers in model\.json ask for more numbers than .* has the shape \[2,4000000000\]$/,
    ],
    [
      'a billion units, and no initializer named',
      (text) => more(without('kernel_initializer')(text)),
      /has the shape \[2,4000000000\]$/,
    ],
    ['more classes', (text) => text.replace('"units":3', '"units":4'), /one of them has the shape \[4,4\]$/],
    ['fewer classes', (text) => text.replace('"units":3', '"units":2'), /cannot be made: .*shape/i],
    ['other names', (text) => text.replace('"classes"', '"renamed"'), /cannot be made: .*has no target variable/],
    ['a layer that is none', (text) => text.replace('"Dense"', '"Frobnicate"'), /cannot be made: .*Frobnicate/],
  ])('is refused and leaves nothing: %s', async (_, edit, message) => {
    const given = await files(edit);
    const before = tf.memory();
    const error = await loadTfjs(given, options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });
});

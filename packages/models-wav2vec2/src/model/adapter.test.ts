import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { inRepository, lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { layerNames, type ModelAdapter } from '@audiate/protocol';
import { checkNoLeak, modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';

const FOLDERS = {
  base: lineFolder('base'),
  large: lineFolder('large'),
  mixed: lineFolder('mixed'),
  'hubert-batch': lineFolder('hubert-batch'),
  wavlm: lineFolder('wavlm'),
  'data2vec-audio': lineFolder('data2vec-audio'),
  tiny: inRepository('packages/wav2vec2-tiny/models/tiny'),
};

for (const [line, folder] of Object.entries(FOLDERS)) {
  const model = await loadWav2Vec2(folder);
  for (const backend of BACKENDS) {
    describe(`${line} on ${backend}`, () => {
      beforeAll(() => useBackend(backend));
      for (const law of modelLaws({ model })) test(law.name, law.check);
    });
  }
}

describe('forward', () => {
  let model: ModelAdapter<Wav2Vec2Layer>;
  beforeAll(async () => {
    await useBackend('cpu');
    model = await loadWav2Vec2(FOLDERS.base);
  });
  afterAll(() => model.dispose());

  test('computes nothing deeper than the deepest layer asked for', async () => {
    const audio = tf.zeros<tf.Rank.R2>([1, 800]);
    const counts: number[] = [];
    for (const layer of layerNames(model)) {
      const { kernels } = await tf.profile(() => model.forward(audio, [layer])[layer]);
      counts.push(kernels.length);
    }
    audio.dispose();
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(counts).size).toBe(counts.length);
  });

  test('names the choices for a layer that it has not, and hears no wrong shape', () => {
    const audio = tf.zeros<tf.Rank.R2>([1, 800]);
    expect(() => model.forward(audio, ['encoder.12'])).toThrow(/"encoder\.12".*conv\.0 … conv\.6/);
    expect(() => model.forward(audio, ['encoder.norm'])).toThrow(/unknown layer of base "encoder\.norm"/);
    expect(() => model.forward(tf.zeros([800]) as unknown as tf.Tensor2D, ['logits'])).toThrow(
      'base hears audio of shape [batch, samples], got [800]',
    );
    audio.dispose();
  });

  test('tells what it needs of audio that is too short, in samples and milliseconds', () => {
    const audio = tf.zeros<tf.Rank.R2>([1, 160]);
    expect(() => model.forward(audio, ['conv.0', 'logits'])).toThrow(
      'base needs at least 400 samples (25.0 ms) of audio for conv.0, logits, got 160 samples (10.0 ms)',
    );
    expect(model.forward(audio, ['conv.0'])['conv.0'].shape).toEqual([1, 31, model.layers['conv.0']!.channels]);
    audio.dispose();
  });

  test('a gradient leaks no tensor', () => {
    const audio = tf.zeros<tf.Rank.R2>([2, 800]);
    const gradient = tf.grad((x: tf.Tensor) => tf.sum(model.forward(x as tf.Tensor2D, ['logits']).logits));
    checkNoLeak(() => gradient(audio));
    audio.dispose();
  });

  test('dispose frees the weights on every backend and ends the model', async () => {
    const before = tf.memory().numTensors;
    const mine = await loadWav2Vec2(FOLDERS.mixed);
    for (const backend of BACKENDS) {
      await useBackend(backend);
      tf.dispose(tf.tidy(() => mine.forward(tf.zeros([1, 200]), ['encoder.0'])));
    }
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    mine.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(() => mine.forward(tf.zeros([1, 200]), ['encoder.0'])).toThrow('model "mixed" was disposed; load it again');
  });
});

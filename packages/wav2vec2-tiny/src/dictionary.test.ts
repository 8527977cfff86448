import { layerOfHook, withDictionary } from '@audiate/sae';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { tinyDictionary } from './dictionary.js';
import { tiny } from './index.js';

test('features of tiny in one line: 12 of 512 are on in each frame', async () => {
  const model = withDictionary(await tiny(), 'encoder.2', await tinyDictionary());
  tf.tidy(() => {
    const audio = tf.tensor2d([Array.from({ length: 8000 }, (_, i) => 0.1 * Math.sin(i ** 1.2))]);
    const { 'encoder.2.features': features } = model.forward(audio, ['encoder.2.features']);
    expect(features.shape).toEqual([1, 24, 512]);
    const on = tf.sum(tf.cast(tf.greater(features, 0), 'int32'), 2).dataSync();
    expect([...new Set(on)]).toEqual([12]);
  });
  model.dispose();
});

test('says what it was trained on', async () => {
  const { trainedOn } = await tinyDictionary();
  expect(layerOfHook(trainedOn!.reads)).toBe('encoder.2');
});

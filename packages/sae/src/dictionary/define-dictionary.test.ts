import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { type DictionaryNumbers, defineDictionary } from '../index.js';
import { KINDS, randomDictionary, randomNumbers } from '../testing/random-dictionary.js';

const shape = { channels: 6, features: 9 };
const frames = () => tf.randomNormal<tf.Rank.R3>([2, 5, 6], 0, 1, 'float32', 4);

test.each(KINDS)('%s: what is before its turn is off, and nothing else but zeros', (kind) => {
  tf.tidy(() => {
    const { features, before } = randomDictionary(kind, shape).encode(frames());
    const [on, ahead] = [features.dataSync(), before.dataSync()];
    expect(on.some((value) => value > 0) && on.some((value) => value === 0)).toBe(true);
    for (const [i, value] of on.entries()) expect(value > 0, `number ${i}`).toBe(ahead[i]! >= 0 && value !== 0);
    for (const [i, value] of on.entries()) if (value === 0) expect(ahead[i]).toBeLessThanOrEqual(0);
  });
});

test('the k largest of a frame are on, fewer where fewer are above 0', () => {
  tf.tidy(() => {
    const encoder = new Float32Array(16).map((_, i) => (i % 5 === 0 ? 1 : 0));
    const keep = defineDictionary({
      name: 'keep',
      channels: 4,
      features: 4,
      activation: { kind: 'topk', k: 2 },
      encoder,
    });
    const { features, before } = keep.encode(tf.tensor3d([3, 1, 2, -1, -2, 0.5, -1, -3], [1, 2, 4]));
    expect(Array.from(features.dataSync())).toEqual([3, 0, 2, 0, 0, 0.5, 0, 0]);
    // What is missing to the second largest, or to 0 where that is below 0.
    expect(Array.from(before.dataSync())).toEqual([1, -1, 0, -3, -2, 0.5, -1, -3]);
    expect(keep.decode).toBeUndefined();
    expect(keep.outputs).toBeUndefined();
  });
});

test('frees what it uploaded, and can be used again', () => {
  const x = frames();
  const before = tf.memory().numTensors;
  const dictionary = randomDictionary('gated', shape);
  const read = () => tf.tidy(() => dictionary.decode!(dictionary.encode(x).features, x).dataSync());
  const first = read();
  expect(tf.memory().numTensors).toBeGreaterThan(before);
  dictionary.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(read()).toEqual(first);
  dictionary.dispose();
  x.dispose();
});

const numbers = randomNumbers('jumprelu', shape);
test.each<[Partial<DictionaryNumbers>, string]>([
  [{ name: '' }, 'a dictionary needs a name, got ""'],
  [{ channels: 0 }, 'channels of dictionary "jumprelu" must be a whole number at least 1 and at most 16777216, got 0'],
  [
    { features: 1.5 },
    'features of dictionary "jumprelu" must be a whole number at least 1 and at most 16777216, got 1.5',
  ],
  [{ encoder: new Float32Array(53) }, 'encoder of dictionary "jumprelu" must hold 54 numbers, of shape [9,6], got 53'],
  [
    { decoder: [1] as never },
    'decoder of dictionary "jumprelu" must be a Float32Array of shape [6,9], got an array of 1',
  ],
  [{ inputBias: new Float32Array(5) }, 'inputBias of dictionary "jumprelu" must hold 6 numbers, of shape [6], got 5'],
  [{ activation: { kind: 'relu6' } as never }, 'unknown activation "relu6"; choose from relu, topk, jumprelu, gated'],
  [{ activation: { kind: 'topk', k: 10 } }, 'k of topk must be a whole number at least 1 and at most 9, got 10'],
  [
    { activation: { kind: 'jumprelu', threshold: Number.NaN } },
    'threshold of jumprelu must be finite, got NaN as number 0',
  ],
  [{ normalization: 'batch' as never }, 'unknown normalization "batch"; choose from none, length, standard'],
  [{ encoders: 1 } as never, 'a dictionary must not have "encoders"; do you mean encoder?'],
])('tells a mistake (%#)', (changes, message) => {
  expect(() => defineDictionary({ ...numbers, ...changes })).toThrow(new InputError(message));
});

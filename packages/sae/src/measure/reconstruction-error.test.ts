import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { type Dictionary, defineDictionary, reconstructionError } from '../index.js';
import { randomDictionary } from '../testing/random-dictionary.js';

const toy = toyModel();
const sounds = [1, 2, 3].map((seed) =>
  Float32Array.from({ length: 64 * (seed + 2) }, (_, i) => Math.sin(seed * 0.1 * i * i)),
);

/** Keeps and turns channels: features 2c and 2c + 1 are the positive and the negative part of channel c. */
function splitting(kept: number, shift = 0): Dictionary {
  const encoder = new Float32Array(16 * 8);
  const decoder = new Float32Array(8 * 16);
  for (let c = 0; c < 8; c++) {
    for (const [f, sign] of [
      [2 * c, 1],
      [2 * c + 1, -1],
    ] as const) {
      encoder[f * 8 + c] = sign;
      decoder[c * 16 + f] = c < kept ? sign : 0;
    }
  }
  return defineDictionary({
    name: 'splitting',
    channels: 8,
    features: 16,
    activation: { kind: 'relu' },
    encoder,
    decoder,
    decoderBias: new Float32Array(8).fill(shift),
  });
}

test('a dictionary that keeps everything leaves nothing; each channel is on in one of two features', async () => {
  const found = await reconstructionError(toy, 'filters', splitting(8), { sounds });
  expect(found.fractionOfVarianceUnexplained).toBeLessThan(1e-12);
  expect(found.cosine).toBeCloseTo(1, 6);
  expect(found.l0).toBeCloseTo(8, 1);
  expect(found.alive).toBe(1);
  expect(found.frames).toBe(3 + 4 + 5);
});

test('what is left is that of a sum over all frames, by hand', async () => {
  const dictionary = randomDictionary('topk', { channels: 8, features: 20, scale: 0.3 });
  const found = await reconstructionError(toy, 'filters', dictionary, { sounds });
  const rows = sounds.flatMap((sound) => {
    const { x, y, on } = tf.tidy(() => {
      const { filters } = toy.forward(tf.tensor2d(sound, [1, sound.length]), ['filters']);
      const { features } = dictionary.encode(filters);
      const values = (t: tf.Tensor3D) => (t.arraySync() as number[][][])[0]!;
      return { x: values(filters), y: values(dictionary.decode!(features, filters)), on: values(features) };
    });
    return x.map((row, i) => ({ x: row, y: y[i]!, on: on[i]! }));
  });
  const mean = rows[0]!.x.map((_, c) => rows.reduce((sum, { x }) => sum + x[c]!, 0) / rows.length);
  const square = (a: number[], b: number[]) => a.reduce((sum, value, c) => sum + (value - b[c]!) ** 2, 0);
  const left = rows.reduce((sum, { x, y }) => sum + square(x, y), 0);
  const total = rows.reduce((sum, { x }) => sum + square(x, mean), 0);
  expect(found.fractionOfVarianceUnexplained).toBeCloseTo(left / total, 6);
  const on = rows.map((row) => row.on.filter((value) => value > 0).length);
  expect(found.l0).toBeCloseTo(on.reduce((a, b) => a + b) / rows.length, 9);
});

test('half of the channels leave half, and zeros more than the mean would', async () => {
  const { fractionOfVarianceUnexplained } = await reconstructionError(toy, 'energies', splitting(0), { sounds });
  expect(fractionOfVarianceUnexplained).toBeGreaterThan(1);
  const half = await reconstructionError(toy, 'filters', splitting(4), { sounds });
  expect(half.fractionOfVarianceUnexplained).toBeGreaterThan(0.01);
  expect(half.fractionOfVarianceUnexplained).toBeLessThan(1.01);
});

test('is heard by what it is given, a sound at a time', async () => {
  const asked: string[] = [];
  const eager = await reconstructionError(toy, 'filters', splitting(8), { sounds: sounds.slice(0, 1) });
  const given = await reconstructionError(toy, 'filters', splitting(8), {
    sounds: (async function* () {
      yield sounds[0]!;
    })(),
    activations: async (model, audio, layers) => {
      asked.push(...layers);
      const answer = model.forward(tf.tensor2d(audio, [1, audio.length]), layers);
      return Object.fromEntries(
        layers.map((layer) => [
          layer,
          { data: answer[layer]!.dataSync() as Float32Array, shape: answer[layer]!.shape },
        ]),
      );
    },
  });
  expect(given).toEqual(eager);
  expect(asked).toEqual(['filters', 'dictionary', 'dictionary.reconstruction']);
});

test('leaves no tensor behind', async () => {
  const before = tf.memory().numTensors;
  const dictionary = splitting(8);
  await reconstructionError(toy, 'filters', dictionary, { sounds });
  dictionary.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

const shape = { channels: 8, features: 4 };
const across = randomDictionary('relu', shape, { transcoder: { outputs: 8 } });
const { decode: _, outputs: __, ...blind } = randomDictionary('relu', shape);
test.each<[Dictionary, Float32Array[], string]>([
  [blind, sounds, 'dictionary "relu" has no decoder, so it explains nothing'],
  [across, sounds, 'transcoder "relu" explains another layer than filters; say which by writes'],
  [splitting(8), [], 'reconstructionError needs at least one sound, got none'],
  [splitting(8), [new Float32Array(640)], 'all frames of the sounds are alike, so there is no variance to explain'],
])('tells a mistake (%#)', async (dictionary, given, message) => {
  await expect(reconstructionError(toy, 'filters', dictionary, { sounds: given })).rejects.toThrow(
    new InputError(message),
  );
});

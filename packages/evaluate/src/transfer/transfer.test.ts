import { defineModel, key, type ModelAdapter, normal, objectives } from '@audiate/core';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { hearLayers } from '../speech/hear-layers.js';
import { editDistance } from './edit-distance.js';
import type { LinearTransfer } from './linear-transfer.js';
import { transferTo } from './transfer.js';
import { tokensFor } from './wanted.js';

const toy = toyModel();
/** The toy with the filters' absolute values as logits: it spells `b` for two cycles a window, and so on, and `-` for silence. */
const speller = (vocabulary: readonly string[]): ModelAdapter => {
  const { filters } = toy.layers;
  return defineModel<string>({
    ...toy,
    layers: { filters, logits: { ...filters, depth: 1 } },
    vocabulary,
    forward<K extends string>(audio: tf.Tensor2D, layers: readonly K[]) {
      const heard = toy.forward(audio, ['filters']).filters;
      const blank = tf.fill([heard.shape[0], heard.shape[1], 1], 0.05);
      const logits = tf.concat([blank, tf.abs(tf.slice(heard, [0, 0, 1], [-1, -1, 7]))], 2) as tf.Tensor3D;
      const found = layers.map((layer) => [layer, layer === 'logits' ? logits : heard]);
      return Object.fromEntries(found) as Record<K, tf.Tensor3D>;
    },
  });
};
const letters = speller(['<pad>', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
/** Six windows of silence but for patterns. */
const placed = (patterns: Readonly<Record<number, number>>) => {
  const sound = new Float32Array(64 * 60);
  for (const [window, channel] of Object.entries(patterns)) sound.set(toy.template(channel), 64 * Number(window));
  return sound;
};
const judge = (sound: Float32Array, objective: Parameters<typeof transferTo>[2]['objectives'][number]) =>
  transferTo(letters, [sound], { model: letters, objectives: [objective], engine: 'cpu' }).then(([found]) => found);

test('hears a token at its time, elsewhere, or not', async () => {
  const logit = objectives.logit('c', { at: 20 });
  expect(await judge(placed({ 20: 2 }), logit)).toEqual({
    kind: 'token',
    token: 'c',
    heard: true,
    heardAnywhere: true,
    said: 'c',
  });
  expect(await judge(placed({ 5: 1, 50: 2 }), logit)).toMatchObject({ heard: false, heardAnywhere: true, said: 'b c' });
  expect(await judge(placed({ 20: 4 }), logit)).toMatchObject({ heard: false, heardAnywhere: false, said: 'e' });
  expect(await judge(placed({ 50: 2 }), objectives.logit('c'))).toMatchObject({ heard: true });
});

test('tells how far a text is', async () => {
  expect(await judge(placed({ 3: 1, 9: 4, 14: 4 }), objectives.ctc('Bee'))).toEqual({
    kind: 'text',
    wanted: 'b e e',
    said: 'b e e',
    errorRate: 0,
  });
  expect(await judge(placed({ 3: 1, 9: 3 }), objectives.ctc('bee'))).toMatchObject({ said: 'b d', errorRate: 2 / 3 });
  expect(await judge(placed({}), objectives.ctc('zoo'))).toBeUndefined();
});

test('edit distances are those of the textbook', () => {
  expect(editDistance([...'kitten'], [...'sitting'])).toBe(3);
  expect(editDistance([], [...'abc'])).toBe(3);
  expect(editDistance([...'abc'], [])).toBe(3);
});

test('texts are spelt as the judge spells', () => {
  const phones = { ...letters, vocabulary: ['<pad>', 'HH', 'AH', 'L', 'OW'] };
  expect(tokensFor(phones, 'HH AH  L OW')).toEqual(['HH', 'AH', 'L', 'OW']);
  const words = { ...letters, vocabulary: ['<pad>', '|', 'A', 'B'] };
  expect(tokensFor(words, 'ab a')).toEqual(['A', 'B', '|', 'A']);
  expect(tokensFor(words, 'abc')).toBeUndefined();
});

test('reads a unit off a judge that knows it, and off none that does not', async () => {
  const windows = Array.from({ length: 40 }, (_, i) => normal(key(i), 640));
  const heard = (await hearLayers(toy, windows, { layers: ['filters'], engine: 'cpu' })).filters!;
  const cut = windows.map((samples, clip) => ({ clip, from: 0, samples }));
  const speechOf = async () => ({ model: toy as ModelAdapter, windows: cut, heard });
  const sound = placed({ 20: 5 }).map((sample) => 6 * sample);
  const options = {
    model: toy,
    objectives: [objectives.neuron('filters', 5, { at: 20 })],
    speechOf,
    engine: 'cpu',
  } as const;
  const [knows] = await transferTo(toy as ModelAdapter, [sound], options);
  expect(knows).toMatchObject({ kind: 'linear', layer: 'filters', percentile: 100 });
  expect(knows).toMatchObject({ r2: expect.closeTo(1, 3), predicted: expect.closeTo(6, 1) });
  const [deaf] = await transferTo(toyModel({ channels: 3 }) as ModelAdapter, [sound], options);
  expect((deaf as LinearTransfer).r2).toBeLessThan(0.2);
  expect(await transferTo(toy as ModelAdapter, [sound], { ...options, speechOf: undefined })).toEqual([undefined]);
});

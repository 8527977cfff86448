import { InputError, key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { alignment } from './alignment.js';

const model = toyModel();

test('summed over the batch it is Lucid’s number, by its loops', () => {
  const [batch, size] = [7, 2 * 8];
  const data = normal(key(4), batch * size);
  const meanSquare = (a: number, b: number) =>
    Array.from({ length: size }, (_, i) => (data[a * size + i]! - data[b * size + i]!) ** 2).reduce((x, y) => x + y) /
    size;
  let lucid = 0;
  for (let d = 1; d <= 4; d++) for (let i = 0; i < batch - d; i++) lucid -= meanSquare(i, i + d) / 2 ** d;
  const bound = alignment('filters').terms[0]!.term.bind({ model, batch, samples: 128 });
  const scored = bound({ filters: tf.tensor3d(data, [batch, 2, 8]) }, tf.zeros([batch, 128])).dataSync();
  expect(Array.from(scored).reduce((x, y) => x + y)).toBeCloseTo(lucid, 5);
});

test('ascent makes all items sound alike', () => {
  const start = noise(3, 320, 2);
  expect(Math.min(...scores(model, alignment('filters'), start, 3)[0]!)).toBeLessThan(-0.01);
  const found = ascend(model, alignment('filters'), start, 3);
  for (const score of scores(model, alignment('filters'), found, 3)[0]!) expect(score).toBeGreaterThan(-1e-4);
});

test.each([
  [() => alignment('filters', { decay: 0.5 }), 'decay must be a finite number at least 1, got 0.5'],
  [
    () => alignment('filters', { decay: 3 }).terms[0]!.term.bind({ model, batch: 1, samples: 320 }),
    'alignment(filters, decay 3) compares the items of a batch and needs at least 2, got 1',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});

import { key, normal } from '@audiate/protocol';
import { checkFiniteGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { dotCosine } from './dot-cosine.js';

const x = normal(key(1), 4);
const v = normal(key(2), 4).map((value, i) => value + x[i]!);
const dot = x.reduce((sum, value, i) => sum + value * v[i]!, 0);
const cosine = dot / Math.hypot(...x) / Math.hypot(...v);

test.each([0, 1, 2.5])('power %f, by its definition, towards and away from the vector', (power) => {
  const floored = (c: number) => Math.max(0.1, c) ** power;
  const rows = tf.tensor2d([...x, ...x.map((value) => -value)], [2, 4]);
  const [towards, away] = dotCosine(rows, tf.tensor1d(v), power).dataSync();
  expect(Math.abs(cosine)).toBeGreaterThan(0.15);
  expect(towards).toBeCloseTo(dot * floored(cosine), 5);
  expect(away).toBeCloseTo(-dot * floored(-cosine), 5);
});

test('silence scores 0 with a finite gradient', () => {
  const silence = tf.zeros([2, 4]);
  expect(Array.from(dotCosine(silence, tf.tensor1d(v), 2).dataSync()).map(Math.abs)).toEqual([0, 0]);
  checkFiniteGradient((y) => dotCosine(y, tf.tensor1d(v), 2), silence);
  const pull = tf
    .grad((y) => tf.sum(dotCosine(y, tf.tensor1d(v), 2)))(silence)
    .dataSync();
  expect(pull[0]).toBeCloseTo(v[0]! * 0.01, 5);
});

import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { disposeVariables } from './dispose-variables.js';

test('variables that hold the data are disposed, and no others', async () => {
  await tf.setBackend('cpu');
  const [one, two] = [tf.zeros([2]), tf.zeros([2])];
  const before = tf.memory().numTensors;
  const [mine, other] = [tf.variable(one), tf.variable(two)];
  disposeVariables(new Set([one.dataId]));
  expect([mine.isDisposed, other.isDisposed]).toEqual([true, false]);
  expect(tf.memory().numTensors).toBe(before + 1);
  expect([...one.dataSync()]).toEqual([0, 0]);
  tf.dispose([one, two, other]);
});

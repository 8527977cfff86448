import { checkGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { installOps } from '../install-ops.js';
import { backends, useBackend } from '../testing/backends.js';
import { checkLinearGradient } from '../testing/linear-gradient.js';
import { randomTensor } from '../testing/random.js';

describe.each(backends)('gradients of what gathers on %s', (backend) => {
  beforeAll(async () => {
    installOps();
    await useBackend(backend);
  });

  test.each([0, 1, 2])('gather along axis %i, one index twice', (axis) => {
    const indices = tf.tensor1d([1, 0, 1], 'int32');
    checkLinearGradient((x) => tf.gather(x, indices, axis), randomTensor([3, 2, 4]));
  });

  test('gatherND of whole rows and of single numbers', () => {
    const rows = tf.tensor2d([2, 0, 2], [3, 1], 'int32');
    checkLinearGradient((x) => tf.gatherND(x, rows), randomTensor([3, 4]));
    const indices = tf.tensor2d([2, 0, 1, 3], [2, 2], 'int32');
    checkLinearGradient((x) => tf.gatherND(x, indices), randomTensor([3, 4]));
  });

  test('topk of the last axis', () => {
    const apart = tf.tensor(
      Array.from({ length: 42 }, (_, i) => (i * 11) % 42),
      [2, 3, 7],
    );
    checkGradient((x) => tf.topk(x, 3).values, apart);
    checkGradient((x) => tf.topk(x, 1).values, tf.tensor1d([3, 1, 4, 2]));
    const slope = tf.grad((x: tf.Tensor) => tf.sum(tf.topk(x, 2).values))(tf.tensor1d([3, 1, 4, 2]));
    expect(Array.from(slope.dataSync())).toEqual([1, 0, 1, 0]);
  });

  test('unsortedSegmentSum leaves out ids below 0', () => {
    const ids = tf.tensor1d([2, 0, -1, 2], 'int32');
    const sums = tf.unsortedSegmentSum(tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]), ids, 3);
    expect(sums.shape).toEqual([3, 2]);
    expect(Array.from(sums.dataSync())).toEqual([3, 4, 0, 0, 8, 10]);
  });
});

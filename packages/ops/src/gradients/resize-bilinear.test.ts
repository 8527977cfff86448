import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { installOps } from '../install-ops.js';
import { backends, useBackend } from '../testing/backends.js';
import { checkLinearGradient } from '../testing/linear-gradient.js';
import { randomTensor } from '../testing/random.js';

describe.each(backends)('the gradient of resizeBilinear on %s', (backend) => {
  beforeAll(async () => {
    installOps();
    await useBackend(backend);
  });

  test.each([
    { size: [3, 8], alignCorners: false },
    { size: [7, 3], alignCorners: true },
    { size: [1, 9], alignCorners: false },
  ] as const)('to $size, corners aligned: $alignCorners', ({ size, alignCorners }) => {
    const op = (x: tf.Tensor) => tf.image.resizeBilinear(x as tf.Tensor4D, [...size], alignCorners);
    checkLinearGradient(op, randomTensor([2, 4, 5, 3]));
  });

  test('half-pixel centres, which no kernel differentiates, are refused', () => {
    const op = (x: tf.Tensor) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 8], false, true);
    expect(() => tf.grad(op)(randomTensor([1, 2, 5, 1]))).toThrow(
      'resizeBilinear has no gradient with halfPixelCenters',
    );
  });
});

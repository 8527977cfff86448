import { checkFiniteGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { layerNorm } from './layer-norm.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor, randomWeight } from './testing/random.js';

describe.each(backends)('layerNorm on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([[[9, 5]], [[2, 7, 4]], [[1, 3, 33]], [[1, 1, 4]]])('shape %j', (shape) => {
    const channels = shape.at(-1)!;
    const [gamma, beta, eps] = [randomWeight([channels]), randomWeight([channels], 3), 0.01];
    const direct = (x: Float64Array) => {
      const y: number[] = [];
      for (let row = 0; row < x.length / channels; row++) {
        const values = x.slice(row * channels, (row + 1) * channels);
        const mean = values.reduce((a, b) => a + b) / channels;
        const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / channels;
        values.forEach((v, c) => {
          y.push(((v - mean) / Math.sqrt(variance + eps)) * gamma.data[c]! + beta.data[c]!);
        });
      }
      return y;
    };
    checkAgainstDirect({ op: (v) => layerNorm(v, gamma, beta, eps), direct, x: randomTensor(shape) });
  });

  test('a constant row becomes beta, with a finite gradient', () => {
    const [gamma, beta] = [randomWeight([4]), randomWeight([4], 3)];
    const f = (v: tf.Tensor) => layerNorm(v, gamma, beta, 1e-5);
    expect(Array.from(f(tf.zeros([1, 4])).dataSync())).toEqual(Array.from(beta.data));
    checkFiniteGradient(f, tf.zeros([2, 4]));
    checkFiniteGradient(f, tf.fill([2, 4], 0.5));
  });
});

import { checkFiniteGradient } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { instanceNorm } from './instance-norm.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor, randomWeight } from './testing/random.js';

describe.each(backends)('instanceNorm on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([
    { batch: 1, frames: 9, channels: 5 },
    { batch: 2, frames: 31, channels: 3 },
    { batch: 3, frames: 8, channels: 1 },
    { batch: 1, frames: 2, channels: 4 },
  ])('$batch × $frames × $channels', ({ batch, frames, channels }) => {
    const [gamma, beta, eps] = [randomWeight([channels]), randomWeight([channels], 3), 0.01];
    const direct = (x: Float64Array) => {
      const y = new Float64Array(x.length);
      for (let b = 0; b < batch; b++)
        for (let c = 0; c < channels; c++) {
          const at = Array.from({ length: frames }, (_, f) => (b * frames + f) * channels + c);
          const mean = at.reduce((sum, i) => sum + x[i]!, 0) / frames;
          const variance = at.reduce((sum, i) => sum + (x[i]! - mean) ** 2, 0) / frames;
          for (const i of at) y[i] = ((x[i]! - mean) / Math.sqrt(variance + eps)) * gamma.data[c]! + beta.data[c]!;
        }
      return y;
    };
    const op = (v: tf.Tensor) => instanceNorm(v as tf.Tensor3D, gamma, beta, eps);
    checkAgainstDirect({ op, direct, x: randomTensor([batch, frames, channels]) });
  });

  test('a constant channel becomes beta, with a finite gradient', () => {
    const [gamma, beta] = [randomWeight([2]), randomWeight([2], 3)];
    for (const batch of [1, 2]) {
      const f = (v: tf.Tensor) => instanceNorm(v as tf.Tensor3D, gamma, beta, 1e-5);
      const y = f(tf.zeros([batch, 3, 2])).dataSync();
      expect(Array.from(y)).toEqual(Array.from({ length: batch * 6 }, (_, i) => beta.data[i % 2]));
      checkFiniteGradient(f, tf.zeros([batch, 5, 2]));
      checkFiniteGradient(f, tf.fill([batch, 5, 2], 0.5));
    }
  });

  test('stays exact over the frames of ten seconds of audio', () => {
    const frames = 31_999;
    const [gamma, beta] = [randomWeight([1]), randomWeight([1], 3)];
    const x = randomTensor([1, frames, 1]) as tf.Tensor3D;
    const data = Float64Array.from(x.dataSync());
    const mean = data.reduce((a, b) => a + b) / frames;
    const deviation = Math.sqrt(data.reduce((a, b) => a + (b - mean) ** 2, 0) / frames + 1e-5);
    const y = instanceNorm(x, gamma, beta, 1e-5).dataSync();
    const error = data.reduce(
      (worst, v, i) => Math.max(worst, Math.abs(((v - mean) / deviation) * gamma.data[0]! + beta.data[0]! - y[i]!)),
      0,
    );
    expect(error).toBeLessThan(1e-5);
  });
});

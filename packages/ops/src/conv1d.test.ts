import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { conv1d } from './conv1d.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor, randomWeight } from './testing/random.js';

interface Case {
  batch: number;
  frames: number;
  inputs: number;
  outputs: number;
  taps: number;
  stride: number;
}

function check({ batch, frames, inputs, outputs, taps, stride }: Case): void {
  const [kernel, bias] = [randomWeight([outputs, inputs, taps]), randomWeight([outputs], 3)];
  const count = Math.floor((frames - taps) / stride) + 1;
  const direct = (x: Float64Array) => {
    const y: number[] = [];
    for (let b = 0; b < batch; b++)
      for (let f = 0; f < count; f++)
        for (let o = 0; o < outputs; o++) {
          let sum = bias.data[o]!;
          for (let t = 0; t < taps; t++)
            for (let i = 0; i < inputs; i++)
              sum += x[(b * frames + f * stride + t) * inputs + i]! * kernel.data[(o * inputs + i) * taps + t]!;
          y.push(sum);
        }
    return y;
  };
  const x = randomTensor([batch, frames, inputs]);
  checkAgainstDirect({ op: (v) => conv1d(v as tf.Tensor3D, kernel, { stride, bias }), direct, x });
  x.dispose();
  kernel.dispose();
  bias.dispose();
}

describe.each(backends)('conv1d on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each<Case>([
    { batch: 1, frames: 52, inputs: 1, outputs: 6, taps: 10, stride: 5 },
    { batch: 2, frames: 31, inputs: 4, outputs: 5, taps: 3, stride: 2 },
    { batch: 2, frames: 32, inputs: 4, outputs: 5, taps: 3, stride: 2 },
    { batch: 2, frames: 9, inputs: 3, outputs: 2, taps: 2, stride: 2 },
    { batch: 1, frames: 7, inputs: 2, outputs: 2, taps: 7, stride: 3 },
    { batch: 2, frames: 11, inputs: 2, outputs: 3, taps: 2, stride: 5 },
    { batch: 1, frames: 12, inputs: 48, outputs: 48, taps: 3, stride: 2 },
    { batch: 2, frames: 11, inputs: 2, outputs: 3, taps: 4, stride: 1 },
  ])('$batch × $frames × $inputs → $outputs, $taps taps, stride $stride', check);

  test('any shape', () => {
    const shape = fc.record({
      batch: fc.integer({ min: 1, max: 2 }),
      frames: fc.integer({ min: 8, max: 19 }),
      inputs: fc.integer({ min: 1, max: 3 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      taps: fc.integer({ min: 1, max: 8 }),
      stride: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(fc.property(shape, check), { numRuns: 25, seed: 7 });
  });

  test('refuses other channels, too few frames, and no stride', () => {
    const kernel = randomWeight([2, 3, 4]);
    const run = (shape: number[], stride: number) => conv1d(randomTensor(shape) as tf.Tensor3D, kernel, { stride });
    expect(() => run([1, 9, 2], 1)).toThrow(InputError);
    expect(() => run([1, 3, 3], 1)).toThrow(
      'conv1d takes [batch, frames, 3] with at least 4 frames, got an input of shape [1,3,3]',
    );
    expect(() => run([1, 9, 3], 0)).toThrow('conv1d stride must be a whole number at least 1, got 0');
  });
});

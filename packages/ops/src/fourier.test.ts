import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { irfft } from './irfft.js';
import { rfft } from './rfft.js';
import { assertClose, checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor } from './testing/random.js';

/** `[batch, 2, bins]` to `[batch, samples]` by the sum that defines it; the ends' imaginary parts are not looked at. */
function directIrfft(coefficients: Float64Array, bins: number, samples: number): number[] {
  const size = 2 * (bins - 1);
  return Array.from({ length: (coefficients.length / (2 * bins)) * samples }, (_, index) => {
    const [item, n] = [Math.floor(index / samples), index % samples];
    let sum = 0;
    for (let k = 0; k < bins; k++) {
      const angle = (2 * Math.PI * k * n) / size;
      const [re, im] = [coefficients[2 * item * bins + k]!, coefficients[(2 * item + 1) * bins + k]!];
      if (k === 0 || k === bins - 1) sum += re * Math.cos(angle);
      else sum += 2 * (re * Math.cos(angle) - im * Math.sin(angle));
    }
    return sum / size;
  });
}

function directRfft(x: Float64Array, size: number): number[] {
  const bins = size / 2 + 1;
  return Array.from({ length: (x.length / size) * 2 * bins }, (_, index) => {
    const [item, part, k] = [Math.floor(index / (2 * bins)), Math.floor(index / bins) % 2, index % bins];
    let sum = 0;
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * k * n) / size;
      sum += x[item * size + n]! * (part === 0 ? Math.cos(angle) : Math.sin(angle));
    }
    return sum;
  });
}

describe.each(backends)('Fourier transforms on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([2, 4, 8, 16, 64])('irfft of length %i, whole and cut', (size) => {
    const bins = size / 2 + 1;
    const x = randomTensor([2, 2, bins]);
    for (const samples of [size, size - 1]) {
      const op = (v: tf.Tensor) => irfft(v as tf.Tensor3D, samples);
      checkAgainstDirect({ op, direct: (v) => directIrfft(v, bins, samples), x });
    }
  });

  test.each([2, 4, 8, 16, 64])('rfft of length %i', (size) => {
    const op = (v: tf.Tensor) => rfft(v as tf.Tensor2D);
    checkAgainstDirect({ op, direct: (v) => directRfft(v, size), x: randomTensor([2, size]) });
  });

  test('rfft of fewer samples than its size, as if zeros followed; of more it tells', () => {
    const op = (v: tf.Tensor) => rfft(v as tf.Tensor2D, 16);
    const direct = (x: Float64Array) =>
      directRfft(
        Float64Array.from({ length: 32 }, (_, i) => (i % 16 < 11 ? x[Math.floor(i / 16) * 11 + (i % 16)]! : 0)),
        16,
      );
    checkAgainstDirect({ op, direct, x: randomTensor([2, 11]) });
    expect(() => rfft(randomTensor([1, 17]) as tf.Tensor2D, 16)).toThrow(InputError);
  });

  test('irfft undoes rfft at audio lengths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 3 }), (power, batch) => {
        tf.tidy(() => {
          const x = randomTensor([batch, 2 ** power], power + 1) as tf.Tensor2D;
          assertClose('round trip', irfft(rfft(x)).dataSync(), x.dataSync(), 1e-6);
        });
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  test('refuses lengths that are no power of two, and more samples than there are', () => {
    expect(() => irfft(tf.zeros([1, 2, 7]))).toThrow(InputError);
    expect(() => irfft(tf.zeros([1, 2, 7]))).toThrow('must be a power of two and at least 2, got 12');
    expect(() => irfft(tf.zeros([1, 2, 1]))).toThrow('got 0');
    expect(() => rfft(tf.zeros([1, 1]))).toThrow('got 1');
    expect(() => irfft(tf.zeros([1, 2, 5]), 9)).toThrow(
      'irfft samples must be a whole number at least 1 and at most 8',
    );
  });
});

import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { bounded } from './bounded.js';
import { waveform } from './waveform.js';

const decode = (samples: number[], options = {}) => {
  const bound = bounded(waveform(), options).bind({ model: toyModel(), batch: 1, samples: samples.length });
  return tf.tidy(() => bound.decode({ samples: tf.tensor2d(samples, [1, samples.length]) }).dataSync());
};

test('keeps audio within the limit, and small audio as it is', () => {
  const [small, half, full, huge, negative] = decode([1e-3, 0.5, 1, 1e6, -1e6]);
  expect(small).toBeCloseTo(1e-3, 8);
  expect(half).toBeCloseTo(0.4621, 4);
  expect(full).toBeCloseTo(0.7616, 4);
  expect(huge).toBe(1);
  expect(negative).toBe(-1);
});

test('the limit can be chosen', () => {
  const [at, far] = decode([0.25, 9], { limit: 0.25 });
  expect(at).toBeCloseTo(0.25 * 0.7616, 4);
  expect(far).toBe(0.25);
});

test('refuses a limit that is none', () => {
  expect(() => bounded(waveform(), { limit: -1 })).toThrow(/limit must be .*above 0, got -1/);
});

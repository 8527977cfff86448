import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { abs } from './abs.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';

describe.each(backends)('abs on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test('values and slopes away from 0', () => {
    const x = tf.tensor([-3, -0.5, 0.25, 2, 7, -1], [2, 3]);
    checkAgainstDirect({ op: abs, direct: (v) => v.map(Math.abs), x });
  });

  test('its slope at 0 is 0', () => {
    const x = tf.tensor1d([0, -0, 1e-30, -1e-30]);
    expect(Array.from(tf.grad(abs)(x).dataSync(), (v) => v + 0)).toEqual([0, 0, 1, -1]);
  });
});

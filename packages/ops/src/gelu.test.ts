import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { gelu } from './gelu.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor } from './testing/random.js';

/** The Maclaurin series of the error function; in float64 right to 1e-9 below 4. */
function erf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const direct = (x: Float64Array) => Array.from(x, (v) => (v / 2) * (1 + erf(v / Math.SQRT2)));

describe.each(backends)('gelu on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([[[17]], [[2, 3]], [[2, 7, 5]]])('shape %j', (shape) => {
    checkAgainstDirect({ op: gelu, direct, x: randomTensor(shape) });
  });

  test('from −5 to 5', () => {
    checkAgainstDirect({ op: gelu, direct, x: tf.linspace(-5, 5, 201) });
  });

  test('far out it is the identity and 0, with slopes 1 and 0', () => {
    const x = tf.tensor1d([-1e30, -200, -20, 0, 20, 200, 1e30]);
    expect(Array.from(gelu(x).dataSync(), (v) => v + 0)).toEqual([0, 0, 0, 0, 20, 200, Math.fround(1e30)]);
    expect(Array.from(tf.grad(gelu)(x).dataSync(), (v) => v + 0)).toEqual([0, 0, 0, 0.5, 1, 1, 1]);
  });
});

import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LinearMap, linearMap } from './linear-map.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor } from './testing/random.js';

/** Delays item `i` by `i + 1` samples, 5 in, 7 out. */
const delay: LinearMap = {
  samples: 7,
  forward(input, item) {
    const out = new Float32Array(7);
    out.set(input.subarray(0, 7 - item - 1), item + 1);
    return out;
  },
  adjoint: (dy, item) => {
    const out = new Float32Array(5);
    out.set(dy.subarray(item + 1, item + 6));
    return out;
  },
};

describe.each(backends)('linearMap on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test('maps each item by its own number, and its gradient back', () => {
    const direct = (x: Float64Array) => {
      const y = new Float64Array(14);
      for (let item = 0; item < 2; item++)
        for (let n = 0; n < 5; n++) if (n + item + 1 < 7) y[item * 7 + n + item + 1] = x[item * 5 + n]!;
      return y;
    };
    checkAgainstDirect({ op: (v) => linearMap(v as tf.Tensor2D, delay), direct, x: randomTensor([2, 5]) });
  });

  test('leaves its input as it was', () => {
    const x = randomTensor([2, 5]) as tf.Tensor2D;
    const before = Array.from(x.dataSync());
    tf.grad((v: tf.Tensor) => linearMap(v as tf.Tensor2D, delay))(x);
    expect(Array.from(x.dataSync())).toEqual(before);
  });

  test('refuses an answer of the wrong length', () => {
    const x = randomTensor([1, 5]) as tf.Tensor2D;
    const wrong = { ...delay, samples: 6 };
    expect(() => linearMap(x, wrong)).toThrow(InputError);
    expect(() => linearMap(x, wrong)).toThrow('a linear map to 6 numbers answered 7');
  });
});

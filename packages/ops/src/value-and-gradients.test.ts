import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { isDifferentiated } from './tape.js';
import { valueAndGradients } from './value-and-gradients.js';

test('tells within a gradient, also one that throws, and not outside', () => {
  const seen: boolean[] = [];
  const square = (x: tf.Tensor) => {
    seen.push(isDifferentiated());
    return tf.sum(tf.square(x)) as tf.Scalar;
  };
  tf.tidy(() => {
    const x = tf.tensor1d([1, 2]);
    square(x);
    expect([...valueAndGradients(square, [x]).grads[0]!.dataSync()]).toEqual([2, 4]);
    expect(() =>
      valueAndGradients(() => {
        throw new Error('no');
      }, [x]),
    ).toThrow('no');
    square(x);
  });
  expect(seen).toEqual([false, true, false]);
});

test('a gradient within a gradient is that of its own function', () => {
  tf.tidy(() => {
    const x = tf.tensor1d([3]);
    const cube = (y: tf.Tensor) => {
      const { grads } = valueAndGradients((z) => tf.sum(tf.pow(z, 2)) as tf.Scalar, [y]);
      expect([...grads[0]!.dataSync()]).toEqual([6]);
      return tf.sum(tf.pow(y, 3)) as tf.Scalar;
    };
    expect(valueAndGradients(cube, [x]).grads[0]!.dataSync()[0]).toBeCloseTo(27, 4);
  });
});

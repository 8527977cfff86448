import { withGradient } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

/** The square root, its gradient 0 where the value is 0, so that silence has one: TensorFlow.js answers 0 · ∞ there. */
export function squareRoot<T extends tf.Tensor>(x: T): T {
  return withGradient(x, (input) => {
    const value = tf.sqrt(input);
    return { value, saved: [value], gradient: (dy, [root]) => tf.divNoNan(tf.mul(dy, 0.5), root!) };
  });
}

/** `x` to the power of one number, its gradient 0 where the slope is infinite. */
export function power<T extends tf.Tensor>(x: T, exponent: number): T {
  if (exponent === 1) return x;
  if (exponent === 2) return tf.square(x);
  if (exponent === 0.5) return squareRoot(x);
  return withGradient(x, (input) => ({
    value: tf.pow(input, tf.scalar(exponent)) as T,
    saved: [input],
    gradient: (dy, [base]) => {
      const slope = tf.mul(tf.pow(base!, tf.scalar(exponent - 1)), exponent);
      if (exponent > 1) return tf.mul(dy, slope);
      return tf.mul(dy, tf.where(tf.equal(base!, 0), tf.zerosLike(slope), slope));
    },
  }));
}

import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.js';

/** Absolute value, any shape. Its gradient at 0 is 0, where that of `tf.abs` is −1. */
export function abs<T extends tf.Tensor>(x: T): T {
  return withGradient(x, (input) => ({
    value: tf.abs(input),
    saved: [input],
    gradient: (dy, [kept]) => tf.mul(dy, signOf(kept!)),
  }));
}

/** −1, 0 or 1. On wasm `tf.sign` takes everything within 1e-7 of 0 for 0. */
export function signOf(x: tf.Tensor): tf.Tensor {
  return tf.sub(tf.step(x), tf.step(tf.neg(x)));
}

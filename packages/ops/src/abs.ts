import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.js';

/** Absolute value, any shape. Its gradient at 0 is 0, where `tf.abs` gives −1. */
export function abs<T extends tf.Tensor>(x: T): T {
  return withGradient(x, (input) => ({
    value: tf.abs(input),
    saved: [input],
    gradient: (dy, [kept]) => tf.mul(dy, tf.sign(kept!)),
  }));
}

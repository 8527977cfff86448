import { isTraced } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf } from './in-steps.js';

/** The Euclidean norm of each item, `[batch, samples] → [batch]`; not differentiable. */
export function itemNorms(x: Audio): tf.Tensor1D {
  if (isTraced()) {
    // In shares of the largest number, so that squares neither vanish nor overflow in float32.
    const peaks = tf.max(tf.abs(x), 1);
    const scales = tf.where(tf.greater(peaks, 0), peaks, tf.onesLike(peaks));
    const shares = tf.div(x, tf.reshape(scales, [x.shape[0], 1]));
    return tf.mul(tf.sqrt(tf.sum(tf.square(shares), 1)), scales) as tf.Tensor1D;
  }
  const [batch, samples] = x.shape;
  const data = numbersOf(x);
  return tf.tensor1d(
    Float32Array.from({ length: batch }, (_, item) => {
      let sum = 0;
      for (let i = item * samples; i < (item + 1) * samples; i++) sum += data[i]! * data[i]!;
      return Math.sqrt(sum);
    }),
  );
}

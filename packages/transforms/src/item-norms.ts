import { isTraced } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf } from './in-steps.js';

/** The Euclidean norm of each item, `[batch, samples] → [batch]`; not differentiable. */
export function itemNorms(x: Audio): tf.Tensor1D {
  if (isTraced()) return tf.sqrt(tf.sum(tf.square(x), 1)) as tf.Tensor1D;
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

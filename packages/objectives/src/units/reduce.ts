import { checkChoice } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/**
 * How a channel's frames become one score: their mean; the largest (of equal ones each gets the gradient); or
 * `logsumexp`, log Σ exp, a smooth maximum that is at most log(frames) above it.
 */
export type Reduce = 'mean' | 'max' | 'logsumexp';

/** @throws InputError naming the choices. */
export function checkReduce(reduce: Reduce): Reduce {
  return checkChoice('reduce', reduce, ['mean', 'max', 'logsumexp']);
}

/** `[batch, frames] → [batch]`. */
export function reduceFrames(trace: tf.Tensor2D, reduce: Reduce): tf.Tensor1D {
  switch (reduce) {
    case 'mean':
      return tf.mean(trace, 1);
    case 'max':
      return tf.max(trace, 1);
    case 'logsumexp':
      return tf.logSumExp(trace, 1);
  }
}

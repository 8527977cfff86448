import { rms } from '@audiate/ops';
import { checkChoice } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

const REDUCES = ['mean', 'max', 'logsumexp', 'rms'] as const;

/**
 * How a channel's frames become one score: their mean; the largest (of equal ones each gets the gradient); `logsumexp`,
 * log Σ exp, a smooth maximum that is at most log(frames) above it; or `rms`, the root of their mean square, which rises
 * with a swing to either side, of no use for a unit that is off all the time.
 */
export type Reduce = (typeof REDUCES)[number];

/** @throws InputError naming the choices. */
export function checkReduce(reduce: Reduce): Reduce {
  return checkChoice('reduce', reduce, REDUCES);
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
    case 'rms':
      return rms(trace);
  }
}

import * as tf from '@tensorflow/tfjs';
import type { Scored } from './engine.js';

/** Scores, their weighted sum and its gradients, found before they are asked for. */
export interface Known {
  /** One `[batch]` for each term. */
  readonly scores: readonly Float32Array[];
  /** Undefined where nothing is climbed. */
  readonly sum?: number | undefined;
  /** Of the sum, by each of the sounds. */
  readonly gradients?: readonly Float32Array[];
}

/** What is known, as tensors of a tape: the sum brings its gradients by `sounds` with it. */
export function knownScores({ scores, sum, gradients }: Known, sounds: readonly tf.Tensor2D[]): Scored {
  const tensors = scores.map((score) => tf.tensor1d(score));
  if (sum === undefined || !gradients) return { scores: tensors, sum: undefined };
  const known = tf.customGrad(() => ({
    value: tf.scalar(sum),
    gradFunc: (dy: tf.Tensor) => sounds.map(({ shape }, i) => tf.mul(tf.tensor(gradients[i]!, shape), dy)),
  }));
  return { scores: tensors, sum: known(...sounds) as tf.Scalar };
}

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
    gradFunc(dy: tf.Tensor) {
      const by = dy.dataSync()[0]!;
      return sounds.map(({ shape }, i) => tf.tensor2d(by === 1 ? gradients[i]! : times(gradients[i]!, by), shape));
    },
  }));
  return { scores: tensors, sum: known(...sounds) as tf.Scalar };
}

/** In plain JavaScript: TensorFlow.js's cpu backend takes a hundred times as long for a tensor times one number. */
function times(numbers: Float32Array, by: number): Float32Array {
  const out = new Float32Array(numbers.length);
  for (let i = 0; i < out.length; i++) out[i] = numbers[i]! * by;
  return out;
}

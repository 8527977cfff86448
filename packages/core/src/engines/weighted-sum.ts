import * as tf from '@tensorflow/tfjs';

/**
 * The weighted sum of scores over terms and items; NaN scores, which do not concern their items, are left out, and so are
 * terms of weight 0. Undefined where nothing is left.
 * @param scores of one term each, `[batch]`. @param weights as numbers: which terms count.
 * @param factors the weights as they are multiplied: scalars where these are fed to a program. The weights unless given.
 */
export function weightedSum(
  scores: readonly tf.Tensor1D[],
  weights: readonly number[],
  factors: readonly (number | tf.Tensor)[] = weights,
): tf.Scalar | undefined {
  const counted = scores.flatMap((score, i) => (weights[i] === 0 ? [] : [tf.mul(zeroWhereNaN(score), factors[i]!)]));
  return counted.length > 0 ? (tf.sum(tf.addN(counted)) as tf.Scalar) : undefined;
}

/** NaN becomes 0 and passes no gradient. `tf.isNaN` has no gradient of its own, so it stays off the tape. */
const zeroWhereNaN = (x: tf.Tensor1D): tf.Tensor1D => {
  const clear = (value: tf.Tensor, like: tf.Tensor) => tf.where(tf.isNaN(like), tf.zerosLike(value), value);
  return tf.customGrad((...args: unknown[]) => {
    const [input, save] = args as [tf.Tensor, tf.GradSaveFunc];
    save([input]);
    return { value: clear(input, input), gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => clear(dy, saved!) };
  })(x) as tf.Tensor1D;
};

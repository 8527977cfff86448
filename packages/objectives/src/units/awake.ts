import * as tf from '@tensorflow/tfjs';

/** Enough to leave when all else is flat, little beside frames that are on, whose slope is about 1. */
const SLOPE = 0.1;

/**
 * The values of `after`, with a gradient that leads out of the dead side of an activation function. GELU falls until
 * −0.75 and rises from there: a unit that starts far on the left would be climbed to minus infinity, for an activation of
 * 0. Where `before`, what the function was given, is below `turn` and the value is to rise, the gradient goes to `before`
 * at a slope of 0.1 instead; elsewhere it is the true one.
 *
 * A value is to rise where its gradient is above 0, for the objective itself is differentiated, never minus it (see
 * `BoundTerm`); `negate` and weights below 0 turn the sign, and what is then to fall is left alone.
 *
 * After Lucid's redirected ReLU gradients (`redirected_relu_grad`), which pass where the unit is off.
 * @param after the function's value, any shape. @param before its argument, of the same shape.
 */
export function awake<T extends tf.Tensor>(after: T, before: T, turn: number): T {
  const redirect = tf.customGrad((...args: unknown[]) => {
    const [value, argument, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([argument]);
    return {
      value: tf.clone(value),
      gradFunc: (dy: tf.Tensor, [kept]: tf.Tensor[]) => {
        const off = tf.logicalAnd(tf.less(kept!, turn), tf.greater(dy, 0));
        const zero = tf.zerosLike(dy);
        return [tf.where(off, zero, dy), tf.where(off, tf.mul(dy, SLOPE), zero)];
      },
    };
  });
  return redirect(after, before) as T;
}

import * as tf from '@tensorflow/tfjs';
import { abandonTape } from './tape.js';

/**
 * A scalar function and its gradients, safe against throws: TensorFlow.js keeps the tensors that its tape saved when
 * `f` or one of its gradients throws, even within a tidy; here they are disposed before the error goes on. The gradient
 * is undefined by what `f` does not depend on.
 */
export function valueAndGradients(
  f: (...xs: tf.Tensor[]) => tf.Scalar,
  xs: tf.Tensor[],
): { value: tf.Scalar; grads: (tf.Tensor | undefined)[] } {
  try {
    const { value, grads } = tf.engine().gradients(() => f(...xs), xs, undefined, true);
    return { value: value as tf.Scalar, grads };
  } catch (error) {
    abandonTape();
    throw error;
  }
}

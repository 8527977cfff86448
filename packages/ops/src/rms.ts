import * as tf from '@tensorflow/tfjs';
import { meanOverSamples } from './mean-over-time.js';
import { withGradient } from './with-gradient.js';

/**
 * Root mean square of each item, `[batch, samples] → [batch]`. Its gradient on silence is 0, where
 * `sqrt(mean(square))` gives NaN.
 */
export function rms(x: tf.Tensor2D): tf.Tensor1D {
  const [batch, samples] = x.shape;
  return withGradient(x, (input) => {
    const value = tf.reshape(tf.sqrt(meanOverSamples(tf.square(input))), [batch]) as tf.Tensor1D;
    return {
      value,
      saved: [input, value],
      gradient(dy, [audio, root]) {
        const sounds = tf.where(tf.greater(root!, 0), root!, tf.onesLike(root!));
        return tf.mul(audio!, tf.reshape(tf.div(tf.div(dy, samples), sounds), [batch, 1]));
      },
    };
  });
}

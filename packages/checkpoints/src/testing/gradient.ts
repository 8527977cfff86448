import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { goldenProjection } from './golden.js';

/** The waveform gradient of the sum over layers and items of the golden projection of each activation. */
export function projectedGradient(model: ModelAdapter, audio: tf.Tensor2D, layers: readonly string[]): Float32Array {
  return tf.tidy(() => {
    const score = (x: tf.Tensor): tf.Scalar => {
      const answers = model.forward(x as tf.Tensor2D, layers);
      const scores = layers.map((layer) => {
        const value = answers[layer]!;
        const [batch, frames, channels] = value.shape;
        const weights = tf.tensor3d(goldenProjection(frames * channels), [1, frames, channels]);
        return tf.sum(tf.mul(value, tf.tile(weights, [batch, 1, 1])));
      });
      return tf.addN(scores) as tf.Scalar;
    };
    return tf.grad(score)(audio).dataSync() as Float32Array;
  });
}

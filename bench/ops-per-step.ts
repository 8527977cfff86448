import { valueAndGradients } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';

/** One step on the active backend: the gradient of a score by its audio. */
export function gradientOf(score: (audio: tf.Tensor2D) => tf.Scalar, audio: Float32Array, batch: number): Float32Array {
  return tf.tidy(() => {
    const sound = tf.tensor2d(audio, [batch, audio.length / batch]);
    return valueAndGradients((x) => score(x as tf.Tensor2D), [sound]).grads[0]!.dataSync() as Float32Array;
  });
}

/**
 * How many operations a step asks of its backend. References (`Identity`) ask nothing, and what TensorFlow.js lists
 * without a name is a function with a gradient of its own, whose operations are listed beside it.
 */
export async function opsPerStep(step: () => void): Promise<number> {
  const { kernels } = await tf.profile(() => {
    step();
    return tf.scalar(0);
  });
  return kernels.filter(({ name }) => name !== tf.Identity && name !== 'unnamed scope').length;
}

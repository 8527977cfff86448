import * as tf from '@tensorflow/tfjs';

/**
 * Comparisons and logic are flat wherever they have a slope at all: zeros. TensorFlow.js has no gradient for them, so
 * that `tf.where(tf.greater(x, 0), …)` throws.
 */
export const zeroGradients: readonly tf.GradConfig[] = [
  ...[tf.Equal, tf.NotEqual, tf.Greater, tf.Less, tf.LessEqual, tf.LogicalAnd, tf.LogicalOr].map((name) =>
    zeroGradient(name, ['a', 'b']),
  ),
  zeroGradient(tf.LogicalNot, ['x']),
];

function zeroGradient(kernelName: string, inputsToSave: string[]): tf.GradConfig {
  return {
    kernelName,
    inputsToSave,
    gradFunc: (_, saved) =>
      Object.fromEntries(inputsToSave.map((name, i) => [name, () => tf.zeros(saved[i]!.shape, 'float32')])),
  };
}

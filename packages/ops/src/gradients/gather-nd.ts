import * as tf from '@tensorflow/tfjs';

/** The gradient of `tf.gatherND`, which TensorFlow.js lacks; what is gathered twice gets the sum. */
export const gatherNdGradient: tf.GradConfig = {
  kernelName: tf.GatherNd,
  inputsToSave: ['params', 'indices'],
  gradFunc: (dy, [params, indices]) => ({
    params: () => tf.scatterND(indices!, dy as tf.Tensor, params!.shape),
    indices: () => tf.zeros(indices!.shape),
  }),
};

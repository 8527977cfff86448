import * as tf from '@tensorflow/tfjs';

/** The gradient of `tf.topk`'s values, which TensorFlow.js lacks. */
export const topKGradient: tf.GradConfig = {
  kernelName: tf.TopK,
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc: (dy, [x, indices]) => ({
    x: () => {
      const [dValues] = dy as tf.Tensor[];
      const extent = x!.shape.at(-1)!;
      const rows = x!.size / extent;
      const starts = tf.range(0, x!.size, extent, 'int32');
      const flatIndices = tf.add(tf.reshape(indices!, [rows, -1]), tf.reshape(starts, [rows, 1]));
      const flat = tf.scatterND(tf.reshape(flatIndices, [-1, 1]), tf.reshape(dValues!, [-1]), [x!.size]);
      return tf.reshape(flat, x!.shape);
    },
  }),
};

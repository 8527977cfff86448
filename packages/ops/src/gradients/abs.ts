import * as tf from '@tensorflow/tfjs';
import { signOf } from '../abs.js';

/** The gradient of `tf.abs` with 0 at 0, where TensorFlow.js's is −1: silence is not pulled down. */
export const absGradient: tf.GradConfig = {
  kernelName: tf.Abs,
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, signOf(x!)) }),
};

import * as tf from '@tensorflow/tfjs';

/**
 * Whether ops are to take the form of fewest dispatches. Libtensorflow has fast kernels for all of TensorFlow's
 * operations, and on a GPU a step is bound by their number; TensorFlow.js's own backends have scalar loops for some.
 */
export function takesFewDispatches(): boolean {
  return tf.getBackend() === 'tensorflow';
}

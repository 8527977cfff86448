import * as tf from '@tensorflow/tfjs';

/** What both packages of libtensorflow register as the backend `tensorflow`. */
interface Libtensorflow extends tf.KernelBackend {
  readonly isUsingGpuDevice: boolean;
}

/**
 * What libtensorflow runs on, where it is the active backend. On a GPU a step is bound by the number of its operations,
 * so ops take the form of fewest dispatches there. Its convolutions on the processor can't all be trusted: with oneDNN
 * 3.7, TensorFlow 2.21's gradient of a convolution, and a convolution in groups of one output, come out wrong by half
 * for some shapes on some processors (15 % and 4 % of random shapes on AMD's family 26, none with
 * `TF_ENABLE_ONEDNN_OPTS=0`), so ops compute them by products and plain convolutions.
 */
export function libtensorflow(): 'processor' | 'gpu' | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  return (tf.backend() as Libtensorflow).isUsingGpuDevice ? 'gpu' : 'processor';
}

import * as tf from '@tensorflow/tfjs';

/** What both packages of libtensorflow register as the backend `tensorflow`. */
interface Libtensorflow extends tf.KernelBackend {
  readonly isUsingGpuDevice: boolean;
}

/**
 * What libtensorflow runs on, where it is the active backend. On a GPU a step is bound by the number of its operations,
 * so ops take the form of fewest dispatches there. On the processor two of its convolutions can't be trusted: by oneDNN
 * 3.7, TensorFlow 2.21's gradient of a convolution by its input, and a convolution in groups of one output each, come out
 * wrong by half for some shapes (15 % and 4 % of random ones on AMD's family 26, none with `TF_ENABLE_ONEDNN_OPTS=0`).
 * There ops compute them by products and plain convolutions, which are right.
 */
export function libtensorflow(): 'processor' | 'gpu' | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  return (tf.backend() as Libtensorflow).isUsingGpuDevice ? 'gpu' : 'processor';
}

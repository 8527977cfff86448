import * as tf from '@tensorflow/tfjs';
import { absGradient } from './gradients/abs.js';
import { conv2dBackpropInputOnTensorflow } from './gradients/conv2d-backprop-input-tensorflow.js';
import { dilatedConv2dGradient } from './gradients/dilated-conv2d.js';
import { einsumGradient } from './gradients/einsum.js';
import { gatherNdGradient } from './gradients/gather-nd.js';
import { mirrorPadGradient } from './gradients/mirror-pad.js';
import { resizeBilinearGradient } from './gradients/resize-bilinear.js';
import { stridedSliceGradient } from './gradients/strided-slice.js';
import { topKGradient } from './gradients/top-k.js';
import { unsortedSegmentSumOnWasm } from './gradients/unsorted-segment-sum-wasm.js';
import { zeroGradients } from './gradients/zero.js';

const missing = [stridedSliceGradient, gatherNdGradient, topKGradient, einsumGradient, ...zeroGradients];
const wrong = [mirrorPadGradient, resizeBilinearGradient, absGradient];
let dilated: tf.GradConfig | undefined;
let onTensorflow: tf.KernelConfig | undefined;

/**
 * Registers with TensorFlow.js, for the whole process, the gradients that it lacks (stridedSlice, gatherND, topk,
 * einsum, comparisons and logic, conv2d with dilation, gather on wasm) or gets wrong (mirrorPad, resizeBilinear, abs at
 * 0), and the kernel behind conv2d's gradient and conv2dTranspose on a processor's libtensorflow. Call it before
 * differentiating models that were not written with audiate's ops, such as converted graphs, and after libtensorflow is
 * loaded. Calling it again changes nothing. A gradient that TensorFlow.js lacked but that somebody has registered since
 * is left alone.
 */
export function installOps(): void {
  for (const gradient of missing) if (!tf.getGradient(gradient.kernelName)) tf.registerGradient(gradient);
  for (const gradient of wrong) replace(gradient);
  const conv2d = tf.getGradient(tf.Conv2D);
  if (conv2d && conv2d !== dilated) {
    dilated = dilatedConv2dGradient(conv2d);
    replace(dilated);
  }
  const { kernelName, backendName } = unsortedSegmentSumOnWasm;
  if (!tf.getKernel(kernelName, backendName)) tf.registerKernel(unsortedSegmentSumOnWasm);
  const backwards = tf.getKernel(tf.Conv2DBackpropInput, 'tensorflow');
  if (backwards && backwards !== onTensorflow) {
    onTensorflow = conv2dBackpropInputOnTensorflow(backwards);
    tf.unregisterKernel(backwards.kernelName, backwards.backendName);
    tf.registerKernel(onTensorflow);
  }
}

/** Unregisters first: TensorFlow.js warns of an override. */
function replace(gradient: tf.GradConfig): void {
  const present = tf.getGradient(gradient.kernelName);
  if (present === gradient) return;
  if (present) tf.unregisterGradient(gradient.kernelName);
  tf.registerGradient(gradient);
}

import * as tf from '@tensorflow/tfjs';
import { libtensorflow } from '../libtensorflow.js';
import { spreadAlong } from './along-axis.js';
import { transposedConv2d } from './transposed-conv2d.js';

/**
 * The gradient of `tf.conv2d` where TensorFlow.js's own, `plain`, asserts (with dilation: that of the convolution whose
 * filter has the zeros written in) or may be wrong (on a processor's libtensorflow).
 */
export function conv2dGradient(plain: tf.GradConfig): tf.GradConfig {
  return {
    ...plain,
    kernelName: tf.Conv2D,
    gradFunc: (dy, saved, attrs) => {
      const { dilations, strides, ...shared } = attrs as unknown as tf.Conv2DAttrs;
      const [high, wide] = pairOf(dilations);
      const dilated = high !== 1 || wide !== 1;
      if (!dilated && libtensorflow() !== 'processor') return plain.gradFunc(dy, saved, attrs);
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
      const answer = dy as tf.Tensor4D;
      const [filterHeight, filterWidth, inputs, outputs] = filter.shape;
      const extents = [(filterHeight - 1) * high + 1, (filterWidth - 1) * wide + 1, inputs, outputs];
      return {
        x: () => {
          const zeros = tf.slice(spreadAlong(spreadAlong(filter, 0, high), 1, wide), [0, 0, 0, 0], extents);
          const options = { ...shared, inputShape: x.shape, strides: pairOf(strides) };
          return transposedConv2d(answer, zeros as tf.Tensor4D, options);
        },
        filter: () => {
          const attributes = { ...shared, strides, filterShape: extents } as unknown as tf.NamedAttrMap;
          const all = tf.engine().runKernel<tf.Tensor>(tf.Conv2DBackpropFilter, { x, dy: answer }, attributes);
          return dilated ? tf.stridedSlice(all, [0, 0, 0, 0], extents, [high, wide, 1, 1]) : all;
        },
      };
    },
  };
}

function pairOf(value: number | [number, number]): [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}

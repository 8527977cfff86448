import * as tf from '@tensorflow/tfjs';
import { spreadAlong } from './along-axis.js';

/**
 * The gradient of `tf.conv2d` with dilation, where TensorFlow.js's asserts: that of the plain convolution whose filter
 * has the zeros written in. Without dilation `plain` answers.
 */
export function dilatedConv2dGradient(plain: tf.GradConfig): tf.GradConfig {
  return {
    ...plain,
    kernelName: tf.Conv2D,
    gradFunc: (dy, saved, attrs) => {
      const { dilations, strides, pad, dataFormat, dimRoundingMode } = attrs as unknown as tf.Conv2DAttrs;
      const [high, wide] = typeof dilations === 'number' ? [dilations, dilations] : dilations;
      if (high === 1 && wide === 1) return plain.gradFunc(dy, saved, attrs);
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
      const shared = { strides, pad, dataFormat, dimRoundingMode } as unknown as tf.NamedAttrMap;
      const run = (name: string, inputs: tf.NamedTensorMap, more: tf.NamedAttrMap) =>
        tf.engine().runKernel<tf.Tensor>(name, inputs, { ...shared, ...more });
      const [filterHeight, filterWidth, inputs, outputs] = filter.shape;
      const extents = [(filterHeight - 1) * high + 1, (filterWidth - 1) * wide + 1, inputs, outputs];
      return {
        x: () => {
          const zeros = tf.slice(spreadAlong(spreadAlong(filter, 0, high), 1, wide), [0, 0, 0, 0], extents);
          return run(tf.Conv2DBackpropInput, { dy: dy as tf.Tensor, filter: zeros }, { inputShape: x.shape });
        },
        filter: () => {
          const all = run(tf.Conv2DBackpropFilter, { x, dy: dy as tf.Tensor }, { filterShape: extents });
          return tf.stridedSlice(all, [0, 0, 0, 0], extents, [high, wide, 1, 1]);
        },
      };
    },
  };
}

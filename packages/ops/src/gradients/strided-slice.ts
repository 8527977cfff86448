import * as tf from '@tensorflow/tfjs';
import { placeAlong, spreadAlong } from './along-axis.js';

/** The gradient of `tf.stridedSlice`, which TensorFlow.js lacks: every number goes back to where it was taken from. */
export const stridedSliceGradient: tf.GradConfig = {
  kernelName: tf.StridedSlice,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attrs) => ({
    x: () => scatter(dy as tf.Tensor, x!.shape, attrs as unknown as tf.StridedSliceAttrs),
  }),
};

function scatter(dy: tf.Tensor, shape: number[], attrs: tf.StridedSliceAttrs): tf.Tensor {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const slice = tf.slice_util.sliceInfo(
    shape,
    begin,
    end,
    strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  const taken = slice.begin.map((_, axis) => {
    const span = slice.end[axis]! - slice.begin[axis]!;
    return Math.max(0, Math.ceil(span / slice.strides[axis]!));
  });
  if (taken.includes(0)) return tf.zeros(shape);
  return taken.reduce(
    (d: tf.Tensor, count, axis) => {
      const [first, stride] = [slice.begin[axis]!, slice.strides[axis]!];
      const forward = stride > 0 ? d : tf.reverse(d, axis);
      const start = stride > 0 ? first : first + (count - 1) * stride;
      return placeAlong(spreadAlong(forward, axis, Math.abs(stride)), axis, { start, extent: shape[axis]! });
    },
    tf.reshape(dy, taken),
  );
}

import * as tf from '@tensorflow/tfjs';
import { libtensorflow } from '../libtensorflow.js';
import { placeAlong, spreadAlong } from './along-axis.js';

type Pair = [high: number, wide: number];

/** The convolution, `tf.conv2d` without dilation, that is transposed; its options as there. */
export interface TransposedConv2dOptions {
  /** `[batch, height, width, in]` of that convolution's input, which is this answer's shape. */
  readonly inputShape: [number, number, number, number];
  readonly strides: Pair;
  readonly pad: tf.Conv2DAttrs['pad'];
  readonly dataFormat?: 'NHWC' | 'NCHW' | undefined;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
}

/**
 * `tf.conv2dTranspose` with right values on libtensorflow, too: the gradient `dy` of a convolution's answer,
 * `[batch, height, width, out]`, becomes that of its input. On a processor's libtensorflow (see `libtensorflow`) `dy` is
 * spread by zeros and convolved with the turned filter, `high · wide` times the work; its own gradient is right where
 * `installOps` was called.
 * @param filter `[height, width, in, out]`.
 */
export function transposedConv2d(dy: tf.Tensor4D, filter: tf.Tensor4D, options: TransposedConv2dOptions): tf.Tensor4D {
  const { inputShape, strides, pad, dataFormat = 'NHWC', dimRoundingMode } = options;
  if (libtensorflow() !== 'processor' || dataFormat !== 'NHWC') {
    const attributes = { inputShape, strides, pad, dataFormat, dimRoundingMode } as unknown as tf.NamedAttrMap;
    return tf.engine().runKernel(tf.Conv2DBackpropInput, { dy, filter }, attributes);
  }
  return tf.tidy(() => {
    const { padInfo } = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad, dimRoundingMode);
    const spread = [padInfo.top, padInfo.left].reduce<tf.Tensor>((image, padded, i) => {
      const reach = filter.shape[i]! - 1;
      const place = { start: reach - padded, extent: inputShape[i + 1]! + reach };
      return placeAlong(spreadAlong(image, i + 1, strides[i]!), i + 1, place);
    }, dy);
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    return tf.conv2d(spread as tf.Tensor4D, turned, 1, 'valid');
  });
}

import * as tf from '@tensorflow/tfjs';
import { libtensorflow } from '../libtensorflow.js';
import { placeAlong, spreadAlong } from './along-axis.js';

/** The attributes that TensorFlow.js gives this kernel; its declaration lacks the last. */
type Attributes = Omit<tf.Conv2DBackpropInputAttrs, 'strides'> & {
  readonly strides: number | [number, number];
  readonly inputShape: [number, number, number, number];
};

/**
 * The kernel of `tf.conv2dTranspose` and of a convolution's gradient for libtensorflow, whose own, `original`, is wrong for some shapes
 * on some processors (see `libtensorflow`). On a processor the gradient is spread by zeros and convolved with the turned
 * filter, `high · wide` strides times the work. On a GPU the original answers.
 */
export function conv2dBackpropInputOnTensorflow(original: tf.KernelConfig): tf.KernelConfig {
  return {
    ...original,
    kernelFunc: (call) => {
      const { dataFormat, ...attributes } = call.attrs as unknown as Attributes;
      if (libtensorflow() !== 'processor' || dataFormat !== 'NHWC') return original.kernelFunc(call);
      const { dy, filter } = call.inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
      return tf.tidy(() => spreadAndConvolve(dy, filter, attributes));
    },
  };
}

function spreadAndConvolve(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  { inputShape, strides, pad, dimRoundingMode }: Omit<Attributes, 'dataFormat'>,
): tf.Tensor4D {
  const steps: [number, number] = typeof strides === 'number' ? [strides, strides] : strides;
  const { padInfo } = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, steps, 1, pad, dimRoundingMode);
  const spread = [padInfo.top, padInfo.left].reduce<tf.Tensor>((image, padded, i) => {
    const reach = filter.shape[i]! - 1;
    const place = { start: reach - padded, extent: inputShape[i + 1]! + reach };
    return placeAlong(spreadAlong(image, i + 1, steps[i]!), i + 1, place);
  }, dy);
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(spread as tf.Tensor4D, turned, 1, 'valid');
}

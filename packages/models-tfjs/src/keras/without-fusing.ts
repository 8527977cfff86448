import * as tf from '@tensorflow/tfjs';

/** What a two-dimensional convolution of Keras has behind its types. */
interface Conv2d extends tf.layers.Layer {
  readonly kernel: { read(): tf.Tensor4D };
  readonly bias: { read(): tf.Tensor1D } | null;
  readonly strides: [number, number];
  readonly dilationRate: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dataFormat: string;
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
}

/**
 * Has a two-dimensional convolution compute plainly: TensorFlow.js fuses it, and the gradient of that asks for the filter's,
 * too, which nobody needs and not every backend has.
 */
export function withoutFusing(layer: tf.layers.Layer): void {
  if (layer.getClassName() !== 'Conv2D') return;
  const conv = layer as Conv2d;
  if (conv.dataFormat !== 'channelsLast') return;
  layer.call = (inputs) =>
    tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      const { kernel, bias, strides, padding, dilationRate, activation } = conv;
      const product = tf.conv2d(x, kernel.read(), strides, padding, 'NHWC', dilationRate);
      const sum = bias ? tf.add(product, bias.read()) : product;
      return activation ? activation.apply(sum) : sum;
    });
}

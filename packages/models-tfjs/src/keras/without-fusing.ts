import * as tf from '@tensorflow/tfjs';

/** A weight as a layer reads it. */
interface Read<T extends tf.Tensor> {
  read(): T;
}

/** What a two-dimensional convolution of Keras has behind its types. */
interface Conv2d extends tf.layers.Layer {
  readonly kernel: Read<tf.Tensor4D>;
  readonly bias: Read<tf.Tensor1D> | null;
  readonly strides: [number, number];
  readonly dilationRate: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dataFormat: string;
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
}

/** What a batch norm of Keras has behind its types. */
interface BatchNorm extends tf.layers.Layer {
  readonly axis: number;
  readonly epsilon: number;
  readonly gamma: Read<tf.Tensor1D> | null;
  readonly beta: Read<tf.Tensor1D> | null;
  readonly movingMean: Read<tf.Tensor1D>;
  readonly movingVariance: Read<tf.Tensor1D>;
}

/**
 * Has layers compute plainly that TensorFlow.js runs as one fused kernel: the gradient of a fused convolution asks for that of its
 * filter, too, which nobody needs and not every backend has, and the compiled engine knows neither.
 */
export function withoutFusing(layer: tf.layers.Layer): void {
  const plain = plainCall(layer);
  if (plain) layer.call = (inputs) => tf.tidy(() => plain((Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor));
}

function plainCall(layer: tf.layers.Layer): ((x: tf.Tensor) => tf.Tensor) | undefined {
  const name = layer.getClassName();
  if (name === 'Conv2D' && (layer as Conv2d).dataFormat === 'channelsLast') {
    const { kernel, bias, strides, padding, dilationRate, activation } = layer as Conv2d;
    return (x) => {
      const product = tf.conv2d(x as tf.Tensor4D, kernel.read(), strides, padding, 'NHWC', dilationRate);
      const sum = bias ? tf.add(product, bias.read()) : product;
      return activation ? activation.apply(sum) : sum;
    };
  }
  if (name !== 'BatchNormalization') return undefined;
  const { axis, epsilon, gamma, beta, movingMean, movingVariance } = layer as BatchNorm;
  return (x) => {
    if (axis !== -1 && axis !== x.rank - 1)
      throw new Error('a batch norm over another axis than the last cannot be heard');
    const scale = tf.rsqrt(tf.add(movingVariance.read(), epsilon));
    const scaled = tf.mul(tf.sub(x, movingMean.read()), gamma ? tf.mul(scale, gamma.read()) : scale);
    return beta ? tf.add(scaled, beta.read()) : scaled;
  };
}

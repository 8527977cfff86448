import type { Weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { felt, type Known, tensorOf } from '../values/value.js';
import type { NodeSettings } from './operator.js';
import { ordered } from './products.js';
import { partOf } from './slices.js';
import { paddedAxis, tapsOf } from './taps.js';
import type { Windows } from './window.js';

/** Correlates `[batch, height, width, in]`. */
type Correlate2d = (x: tf.Tensor4D, windows: readonly [Windows, Windows]) => tf.Tensor;

/** How a kernel `[out, in / groups, height, width]` is run. */
export function conv2d(node: NodeSettings, kernel: Known, groups: number): Correlate2d {
  const [outputs, inputs, height, width] = kernel.shape as [number, number, number, number];
  if (inputs === 1 && groups > 1) return tapByTap(node, kernel);
  const size = kernel.data.length / groups;
  const parts: (Weight | undefined)[] = Array(groups).fill(undefined);
  const weightOf = (group: number) => {
    const data = Float32Array.from(kernel.data.subarray(group * size, (group + 1) * size));
    parts[group] ??= node.keep(data, [outputs / groups, inputs, height, width]);
    return parts[group];
  };
  return (x, windows) => {
    const padded = windows.reduce<tf.Tensor>((image, own, i) => paddedAxis(image, i + 1, own), x);
    const answers = parts.map((_, group) => {
      const part =
        groups === 1
          ? padded
          : tensorOf(partOf(felt(padded), { axis: 3, begin: group * inputs, step: 1, count: inputs }));
      return correlated(part as tf.Tensor4D, weightOf(group), windows);
    });
    return answers.length === 1 ? answers[0]! : tf.concat(answers, 3);
  };
}

const inputsLast = ordered([2, 3, 1, 0]);

/** Strides and dilations exclude each other in TensorFlow.js: then every window of stride 1 is computed, and some are taken. */
function correlated(x: tf.Tensor4D, weight: Weight, [rows, columns]: readonly [Windows, Windows]): tf.Tensor {
  const filter = weight.tensor(inputsLast) as tf.Tensor4D;
  const dilated = rows.dilation > 1 || columns.dilation > 1;
  if (!dilated) return tf.conv2d(x, filter, [rows.stride, columns.stride], 'valid');
  const all = tf.conv2d(x, filter, 1, 'valid', 'NHWC', [rows.dilation, columns.dilation]);
  return [rows, columns].reduce<tf.Tensor>(
    (image, { stride, count }, i) => tensorOf(partOf(felt(image), { axis: i + 1, begin: 0, step: stride, count })),
    all,
  );
}

/** A kernel of which each output hears one input: a product for every tap. */
function tapByTap(node: NodeSettings, kernel: Known): Correlate2d {
  const [outputs, , height, width] = kernel.shape as [number, number, number, number];
  let weights: Weight[] | undefined;
  const taps = height * width;
  const make = () =>
    Array.from({ length: taps }, (_, tap) =>
      node.keep(
        Float32Array.from({ length: outputs }, (_, o) => kernel.data[o * taps + tap]!),
        [outputs],
      ),
    );
  return (x, [rows, columns]) => {
    weights ??= make();
    const each = outputs / x.shape[3];
    const padded = paddedAxis(paddedAxis(x, 1, rows), 2, columns);
    const parts = tapsOf(padded, 1, rows).flatMap((row) => tapsOf(row, 2, columns));
    const products = parts.map((part, tap) => {
      const own = weights![tap]!.tensor();
      if (each === 1) return tf.mul(part, own);
      const [batch, high, wide, channels] = part.shape as [number, number, number, number];
      // five axes would be one too many for a backend's broadcasting
      const flat = tf.reshape(part, [batch * high * wide, channels, 1]);
      return tf.reshape(tf.mul(flat, tf.reshape(own, [channels, each])), [batch, high, wide, outputs]);
    });
    return products.reduce((sum, part) => tf.add(sum, part));
  };
}

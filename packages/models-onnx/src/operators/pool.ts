import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { felt, floatOf } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { countsOf, paddedAxis, tapsOf } from './taps.js';
import { windowsOf } from './window.js';

/** Stands for −∞, which would make NaN of a gradient of 0. */
const LEAST = -3.4028234663852886e38;

/** Windows of every axis behind batch and channels; one axis after another, for a maximum and a sum may be taken so. */
const pooled =
  (
    combine: (
      node: NodeSettings,
      x: tf.Tensor,
      axis: number,
      windows: ReturnType<typeof windowsOf>[number],
    ) => tf.Tensor,
  ): Operator =>
  (node) => {
    const taps = node.integers('kernel_shape');
    if (!taps) throw new InputError(`${node.thing} lacks kernel_shape`);
    return ([value]) => {
      if (!value) throw new InputError(`${node.thing} lacks an input`);
      const windows = windowsOf(node, value.shape.slice(2), taps);
      return [felt(windows.reduce((x, own, i) => combine(node, x, i + 2, own), floatOf(value)))];
    };
  };

const maxPool = pooled((_, x, axis, windows) =>
  tapsOf(paddedAxis(x, axis, windows, LEAST), axis, windows).reduce((most, tap) => tf.maximum(most, tap)),
);

const averagePool = pooled((node, x, axis, windows) => {
  const sum = tf.addN(tapsOf(paddedAxis(x, axis, windows), axis, windows));
  const included = node.integer('count_include_pad', 0) === 1;
  if (included && windows.dilation > 1) {
    throw new InputError(`${node.thing} counts what was added between dilated numbers, which is not supported`);
  }
  const rank = x.shape.length - 2;
  const pads = node.integers('pads');
  const added =
    pads && node.text('auto_pad', 'NOTSET') === 'NOTSET'
      ? { before: pads[axis - 2]!, after: pads[axis - 2 + rank]! }
      : { before: windows.before, after: windows.after };
  const counts = countsOf(x.shape[axis]!, windows, included, added);
  if (counts.every((count) => count === counts[0])) return tf.div(sum, counts[0]!);
  const shape = x.shape.map((_, own) => (own === axis ? counts.length : 1));
  return tf.div(sum, tf.tensor(counts, shape));
});

const globally =
  (reduce: (x: tf.Tensor, axes: number[]) => tf.Tensor): Operator =>
  (node) =>
  ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const axes = value.shape.slice(2).map((_, i) => i + 2);
    return [felt(reduce(floatOf(value), axes))];
  };

/** Pooling over windows, and over all that stands behind the channels. */
export const pools: Operators = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: globally((x, axes) => tf.mean(x, axes, true)),
  GlobalMaxPool: globally((x, axes) => tf.max(x, axes, true)),
};

import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { inputLast } from './conv1d-layouts.js';
import { backwardGroup, backwardGroups, forwardGroup } from './grouped-conv1d-layouts.js';
import { libtensorflow } from './libtensorflow.js';
import { namedOp } from './named-op.js';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/** Options of {@link groupedConv1d}. */
export interface GroupedConv1dOptions {
  /** Divides both channel counts. */
  readonly groups: number;
  /** Zero frames before and after. */
  readonly padding: readonly [left: number, right: number];
  /** `[out]`; none unless given. */
  readonly bias?: Weight | undefined;
}

/**
 * Grouped convolution of stride 1 over zero-padded frames, `[batch, frames, in] → [batch, frames + left + right − taps +
 * 1, out]` (torch.nn.Conv1d with `groups`, last two axes swapped). Output group g sees input group g only. The gradient,
 * to `x` only, is the same convolution with taps flipped and channels swapped.
 * @param kernel `[out, in / groups, taps]`.
 * @throws InputError for another number of channels or fewer padded frames than taps.
 */
export function groupedConv1d(x: tf.Tensor3D, kernel: Weight, options: GroupedConv1dOptions): tf.Tensor3D {
  const { groups, padding, bias } = options;
  const [outputs, groupInputs, taps] = kernel.shape as [number, number, number];
  const [, frames, channels] = x.shape;
  const [left, right] = padding;
  if (channels !== groupInputs * groups || outputs % groups !== 0 || frames + left + right < taps) {
    throw new InputError(
      `groupedConv1d takes [batch, frames, ${groupInputs * groups}] with at least ${taps} frames after padding, and ` +
        `${groups} groups must divide ${outputs} outputs; got an input of shape [${x.shape}] padded by [${padding}]`,
    );
  }
  const named = { name: 'GroupedConv1d', weights: { kernel, bias }, attributes: { groups, padding: [...padding] } };
  return namedOp(x, named, () => plainGroupedConv1d(x, kernel, options));
}

function plainGroupedConv1d(x: tf.Tensor3D, kernel: Weight, options: GroupedConv1dOptions): tf.Tensor3D {
  const { groups, padding, bias } = options;
  const taps = kernel.shape[2]!;
  const [left, right] = padding;
  const { forward, backward } = libtensorflow() === 'gpu' ? unsplit(kernel, groups) : groupByGroup(kernel, groups);
  return withGradient(x, (input) => {
    const product = forward(input, padding);
    return {
      value: bias ? tf.add(product, bias.tensor()) : product,
      gradient: (dy) => backward(dy, [taps - 1 - left, taps - 1 - right]),
    };
  });
}

/** Correlates frames, padded or, where the padding is negative, cut, with filters. */
type Correlate = (x: tf.Tensor3D, padding: readonly [left: number, right: number]) => tf.Tensor3D;

interface Ways {
  readonly forward: Correlate;
  /** The gradient's: taps flipped, channels swapped. */
  readonly backward: Correlate;
}

/** All groups in one convolution, which finds out by the depth of its filter how many there are. */
function unsplit(kernel: Weight, groups: number): Ways {
  return {
    forward: (x, padding) => correlateUnsplit(x, kernel.tensor(inputLast), padding),
    backward: (x, padding) => correlateUnsplit(x, kernel.tensor(backwardGroups(groups)), padding),
  };
}

function groupByGroup(kernel: Weight, groups: number): Ways {
  const filters = (layout: typeof forwardGroup) =>
    Array.from({ length: groups }, (_, group) => kernel.tensor(layout({ group, groups })) as tf.Tensor4D);
  return {
    forward: (x, padding) => correlateGroups(x, filters(forwardGroup), padding),
    backward: (x, padding) => correlateGroups(x, filters(backwardGroup), padding),
  };
}

function correlateUnsplit(x: tf.Tensor3D, filter: tf.Tensor, padding: readonly [number, number]): tf.Tensor3D {
  const { kept, pad } = cutOrPad(x, padding);
  const image = tf.expandDims(kept, 1);
  const attributes = { strides: [1, 1], pad: [[0, 0], [0, 0], pad, [0, 0]], dataFormat: 'NHWC', dilations: [1, 1] };
  // not by tf.conv2d, which wants a filter as deep as its input
  const product = tf.engine().runKernel(tf.Conv2D, { x: image, filter }, attributes) as tf.Tensor4D;
  return tf.squeeze(product, [1]);
}

/** Where padding is negative, frames are cut. */
function cutOrPad(x: tf.Tensor3D, [left, right]: readonly [number, number]) {
  const [batch, frames, channels] = x.shape;
  const [cutLeft, cutRight] = [Math.max(0, -left), Math.max(0, -right)];
  const length = frames - cutLeft - cutRight;
  const kept = length === frames ? x : tf.slice(x, [0, cutLeft, 0], [batch, length, channels]);
  return { kept, pad: [Math.max(0, left), Math.max(0, right)] as [number, number] };
}

/**
 * Correlates group by group with filters `[1, taps, in / groups, out / groups]`, one tensor a group: backends keep a
 * filter's packed form with its tensor. The padding is the convolution's own.
 */
function correlateGroups(x: tf.Tensor3D, filters: tf.Tensor4D[], padding: readonly [number, number]): tf.Tensor3D {
  const { kept, pad } = cutOrPad(x, padding);
  const [batch, length, channels] = kept.shape;
  const split = tf.reshape(kept, [batch, length, filters.length, channels / filters.length]);
  const groups = tf.unstack(tf.transpose(split, [2, 0, 1, 3]));
  const answers = groups.map((group, g) => {
    const image: tf.Tensor4D = tf.reshape(group, [batch, 1, length, channels / filters.length]);
    return tf.conv2d(image, filters[g]!, 1, [[0, 0], [0, 0], pad, [0, 0]]);
  });
  return tf.squeeze(tf.concat(answers, 3), [1]);
}

import * as tf from '@tensorflow/tfjs';
import { felt, type Value } from '../values/value.js';

/** Which axis of a value is which; the others are its channels. */
export interface Axes {
  readonly rank: number;
  /** Undefined where a run hears one item, and its values have no axis for it. */
  readonly batch: number | undefined;
  /** Undefined for a value of one frame. */
  readonly time: number | undefined;
}

const rest = ({ rank, batch, time }: Axes): number[] =>
  Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== batch && axis !== time);

const orderOf = (axes: Axes): number[] => [axes.batch ?? [], axes.time ?? [], rest(axes)].flat();

/** A value as `[batch, frames, channels]`: the axis of time moved, the others folded into channels in their order. */
export function activationOf(tensor: tf.Tensor, axes: Axes): tf.Tensor3D {
  const batch = axes.batch === undefined ? 1 : tensor.shape[axes.batch]!;
  const frames = axes.time === undefined ? 1 : tensor.shape[axes.time]!;
  return tf.reshape(ordered(tensor, orderOf(axes)), [batch, frames, -1]);
}

/** The value that an activation of `like`'s shape stands for. */
export function replacing(activation: tf.Tensor3D, axes: Axes, like: readonly number[]): Value {
  const order = orderOf(axes);
  const turned = tf.reshape(
    activation,
    order.map((axis) => like[axis]!),
  );
  return felt(
    ordered(
      turned,
      order.map((_, axis) => order.indexOf(axis)),
    ),
  );
}

function ordered(x: tf.Tensor, order: readonly number[]): tf.Tensor {
  return order.every((axis, i) => axis === i) ? x : tf.transpose(x, [...order]);
}

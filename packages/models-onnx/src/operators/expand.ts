import { withGradient } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { sizeOf } from '../values/shapes.js';

/**
 * A tensor repeated along axes of extent 1, and along new ones ahead, up to a shape. The gradient sums over them:
 * TensorFlow.js has it for four axes at most.
 */
export function repeated(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  if (x.shape.join() === shape.join()) return x;
  const own = [...Array(shape.length - x.shape.length).fill(1), ...x.shape] as number[];
  const axes = shape.flatMap((extent, axis) => (own[axis] === 1 && extent !== 1 ? [axis] : []));
  if (axes.length === 0) return tf.reshape(x, [...shape]);
  return withGradient(x, (input) => ({
    value: tf.tile(
      tf.reshape(input, own),
      shape.map((extent, axis) => (own[axis] === 1 ? extent : 1)),
    ),
    gradient: (dy) => tf.reshape(tf.sum(dy, axes, true), [...input.shape]),
  }));
}

/** A tensor repeated as a whole along an axis. The gradient sums over the repetitions. */
export function tiled(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  if (times === 1) return x;
  const [before, own, after] = [sizeOf(x.shape.slice(0, axis)), x.shape[axis]!, sizeOf(x.shape.slice(axis + 1))];
  const rows = tf.reshape(x, [before, 1, own * after]);
  return tf.reshape(repeated(rows, [before, times, own * after]), [
    ...x.shape.slice(0, axis),
    own * times,
    ...x.shape.slice(axis + 1),
  ]);
}

/** The parts along an axis: TensorFlow.js's own has no gradient for a single one. */
export function unstacked(x: tf.Tensor, axis: number): tf.Tensor[] {
  return x.shape[axis] === 1 ? [tf.squeeze(x, [axis])] : tf.unstack(x, axis);
}

import * as tf from '@tensorflow/tfjs';

/** A view of a tensor along one axis: `[before, extent, after]`, the other axes folded. */
export function viewAlong(x: tf.Tensor, axis: number): tf.Tensor3D {
  const size = (from: number, to?: number) => x.shape.slice(from, to).reduce((product, extent) => product * extent, 1);
  return tf.reshape(x, [size(0, axis), x.shape[axis]!, size(axis + 1)]);
}

/** The shape with another extent on one axis. */
export function withExtent(shape: readonly number[], axis: number, extent: number): number[] {
  return shape.map((old, i) => (i === axis ? extent : old));
}

/** Puts `step − 1` zeros after each element along an axis. */
export function spreadAlong(x: tf.Tensor, axis: number, step: number): tf.Tensor {
  if (step === 1) return x;
  const [before, extent, after] = viewAlong(x, axis).shape;
  const padded = tf.pad(tf.reshape(x, [before, extent, 1, after]), [
    [0, 0],
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);
  return tf.reshape(padded, withExtent(x.shape, axis, extent * step));
}

/** Puts the tensor among `extent` zeros along an axis, from `start` on; what reaches beyond the end is cut. */
export function placeAlong(
  x: tf.Tensor,
  axis: number,
  { start, extent }: { start: number; extent: number },
): tf.Tensor {
  const view = viewAlong(x, axis);
  const [before, length, after] = view.shape;
  const kept = Math.min(length, extent - start);
  const cut = kept === length ? view : tf.slice(view, [0, 0, 0], [before, kept, after]);
  const placed = tf.pad(cut, [
    [0, 0],
    [start, extent - start - kept],
    [0, 0],
  ]);
  return tf.reshape(placed, withExtent(x.shape, axis, extent));
}

import * as tf from '@tensorflow/tfjs';
import { placeAlong, viewAlong, withExtent } from './along-axis.js';

/** The gradient of `tf.mirrorPad`: TensorFlow.js's leaves out what the mirrored elements get. */
export const mirrorPadGradient: tf.GradConfig = {
  kernelName: tf.MirrorPad,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attrs) => ({
    x: () => {
      const { paddings, mode } = attrs as unknown as tf.MirrorPadAttrs;
      const gap = mode === 'reflect' ? 1 : 0;
      return paddings.reduce(
        (d: tf.Tensor, [left], axis) => foldAxis(d, axis, { left, extent: x!.shape[axis]!, gap }),
        dy as tf.Tensor,
      );
    },
  }),
};

interface Fold {
  readonly left: number;
  readonly extent: number;
  /** How many elements at the edge are not repeated. */
  readonly gap: number;
}

/** Adds the padding of one axis back onto the elements that it mirrors. */
function foldAxis(d: tf.Tensor, axis: number, { left, extent, gap }: Fold): tf.Tensor {
  const [before, padded, after] = viewAlong(d, axis).shape;
  const right = padded - left - extent;
  const cut = (start: number, length: number) =>
    tf.reshape(tf.slice(viewAlong(d, axis), [0, start, 0], [before, length, after]), withExtent(d.shape, axis, length));
  const mirrored = (start: number, length: number, to: number) =>
    length === 0 ? [] : [placeAlong(tf.reverse(cut(start, length), axis), axis, { start: to, extent })];
  return [...mirrored(0, left, gap), ...mirrored(left + extent, right, extent - gap - right)].reduce(
    (sum, part) => tf.add(sum, part),
    cut(left, extent),
  );
}

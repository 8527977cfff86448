import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/**
 * Pads frames by reflection about the first and the last one, which are not repeated, `[batch, frames, channels] →
 * [batch, left + frames + right, channels]` (torch's ReflectionPad1d). By reversing and concatenating, so that the
 * gradient is right, which TensorFlow.js's mirrorPad's is not.
 * @throws InputError when either side is not a whole number from 0 to `frames − 1`.
 */
export function reflectPad(x: tf.Tensor3D, padding: readonly [left: number, right: number]): tf.Tensor3D {
  const [batch, frames, channels] = x.shape;
  const [left, right] = padding;
  if (padding.some((side) => !Number.isInteger(side) || side < 0 || side >= frames)) {
    throw new InputError(`${frames} frames can be reflected by 0 to ${frames - 1} frames a side, got [${padding}]`);
  }
  const reflected = (start: number, length: number) =>
    length === 0 ? [] : [tf.reverse(tf.slice(x, [0, start, 0], [batch, length, channels]), 1)];
  return tf.tidy(() => {
    const parts = [...reflected(1, left), x, ...reflected(frames - 1 - right, right)];
    return parts.length === 1 ? tf.clone(x) : tf.concat(parts, 1);
  });
}

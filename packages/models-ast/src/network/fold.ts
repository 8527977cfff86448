import * as tf from '@tensorflow/tfjs';

/** How a sequence of patches lies in time. */
export interface Grid {
  /** Patches over the bands. */
  readonly rows: number;
  /** Those of its columns that the sound fills: the first ones. */
  readonly own: number;
}

/** Patches, `[batch, rows · columns, width]`, as frames, those that the sound fills: `[batch, own, rows · width]`. */
export function framesOfPatches(x: tf.Tensor3D, { rows, own }: Grid): tf.Tensor3D {
  const [batch, count, width] = x.shape;
  return tf.tidy(() => {
    const grid = tf.reshape(x, [batch, rows, count / rows, width]);
    const heard = tf.slice(grid, [0, 0, 0, 0], [batch, rows, own, width]);
    return tf.reshape(tf.transpose(heard, [0, 2, 1, 3]), [batch, own, rows * width]);
  });
}

/** Patches with others in the place of those that the sound fills, which are given as frames. */
export function withFrames(x: tf.Tensor3D, frames: tf.Tensor3D, { rows, own }: Grid): tf.Tensor3D {
  const [batch, count, width] = x.shape;
  const columns = count / rows;
  return tf.tidy(() => {
    const given = tf.transpose(tf.reshape(frames, [batch, own, rows, width]), [0, 2, 1, 3]);
    const grid = tf.reshape(x, [batch, rows, columns, width]);
    const rest = tf.slice(grid, [0, 0, own, 0], [batch, rows, columns - own, width]);
    return tf.reshape(own === columns ? given : tf.concat([given, rest], 2), [batch, count, width]);
  });
}

import * as tf from '@tensorflow/tfjs';

/**
 * A node's output as a layer: `[batch, …]` with time at an axis as `[batch, frames, channels]`, all other axes folded into
 * channels in their order; one frame where there is no such axis.
 */
export function framesOf(x: tf.Tensor, axis: number | undefined): tf.Tensor3D {
  const [batch] = x.shape as [number];
  if (axis === undefined) return tf.reshape(x, [batch, 1, x.size / batch]);
  const frames = x.shape[axis]!;
  const order = [0, axis, ...x.shape.flatMap((_, i) => (i === 0 || i === axis ? [] : [i]))];
  return tf.tidy(() => {
    const inTime = axis === 1 ? x : tf.transpose(x, order);
    return tf.reshape(inTime, [batch, frames, x.size / (batch * frames)]);
  });
}

import * as tf from '@tensorflow/tfjs';

/**
 * The samples at places of its own for each item, `[batch, length]` and `[batch, count]` to `[batch, count]`; 0 for the place
 * behind the last. For programs; not differentiable.
 */
export function takeItems(x: tf.Tensor2D, places: tf.Tensor): tf.Tensor2D {
  const [batch, length] = x.shape;
  const flat = tf.reshape(
    tf.pad(x, [
      [0, 0],
      [0, 1],
    ]),
    [batch * (length + 1)],
  );
  return tf.reshape(tf.gather(flat, placesAmongAll(places, length + 1)), places.shape as [number, number]);
}

/** Places within items, `[batch, …]`, as places among all items' numbers, `width` each; flat, whole numbers. */
export function placesAmongAll(places: tf.Tensor, width: number): tf.Tensor1D {
  const [batch = 1] = places.shape;
  const own = tf.reshape(tf.cast(places, 'int32'), [batch, places.size / batch]);
  const first = Int32Array.from({ length: batch }, (_, item) => item * width);
  return tf.reshape(tf.add(own, tf.tensor2d(first, [batch, 1], 'int32')), [places.size]);
}

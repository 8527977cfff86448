import { rms } from '@audiate/ops';
import { type Activation, fold, key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/**
 * Large enough that marks part identical items above float32's rounding, small enough that the cosine of two items
 * that are alike stays within about its square of 1.
 */
const STRENGTH = 0.01;

/**
 * Adds to each item a mark of its own, `[batch, frames, channels]` in and out: a fixed pattern over time times a fixed
 * pattern over channels, both drawn from the item's number, at 1 % of the item's RMS. Silence stays silence.
 */
export function markItems(activation: Activation): Activation {
  const [batch, frames, channels] = activation.shape;
  const overTime = tf.tensor3d(patterns(TIME, batch, frames), [batch, frames, 1]);
  const overChannels = tf.tensor3d(patterns(CHANNELS, batch, channels), [batch, 1, channels]);
  const loudness = tf.reshape(rms(tf.reshape(activation, [batch, frames * channels])), [batch, 1, 1]);
  return tf.add(activation, tf.mul(tf.mul(overTime, overChannels), tf.mul(loudness, STRENGTH)));
}

const TIME = 0;
const CHANNELS = 1;

function patterns(axis: number, batch: number, length: number): Float32Array {
  const drawn = new Float32Array(batch * length);
  for (let item = 0; item < batch; item++) drawn.set(normal(fold(fold(key(0), axis), item), length), item * length);
  return drawn;
}

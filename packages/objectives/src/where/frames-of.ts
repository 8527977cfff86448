import type { Activation } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { FrameRange } from './frame-range.js';

/** A run of frames, `[batch, frames, channels] → [batch, count, channels]`. */
export function framesOf(activation: Activation, { from, count }: FrameRange): Activation {
  const [batch, , channels] = activation.shape;
  return tf.slice(activation, [0, from, 0], [batch, count, channels]);
}

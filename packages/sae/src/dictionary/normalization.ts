import type { Activation } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** The names of what {@link Normalization} tells. */
export const NORMALIZATIONS = ['none', 'length', 'standard'] as const;

/**
 * What a dictionary does to each frame before it reads it, and undoes where it explains it: nothing; `length`, the mean square of
 * its channels becomes 1 (SAELens: `constant_norm_rescale`); `standard`, its mean becomes 0, too, and its standard deviation,
 * that of n − 1, about 1 (SAELens: `layer_norm`).
 */
export type Normalization = (typeof NORMALIZATIONS)[number];

/** SAELens' addition to the standard deviation. */
const EPS = 1e-5;
/** Keeps the root's gradient finite on silence; far below the mean square of a frame that says anything. */
const TINY = 1e-30;

/** A frame's normalised channels, and what turns them back. */
export interface Normalized {
  readonly x: Activation;
  restore(explained: Activation): Activation;
}

/** @param x `[batch, frames, channels]`. */
export function normalize(x: Activation, how: Normalization): Normalized {
  if (how === 'none') return { x, restore: (explained) => explained };
  if (how === 'length') {
    const length = root(tf.mean(tf.square(x), 2, true));
    return { x: tf.div(x, length), restore: (explained) => tf.mul(explained, length) };
  }
  const mean = tf.mean(x, 2, true);
  const centred = tf.sub(x, mean);
  const deviation = root(tf.div(tf.sum(tf.square(centred), 2, true), x.shape[2] - 1));
  return {
    x: tf.div(centred, tf.add(deviation, EPS)),
    restore: (explained) => tf.add(tf.mul(explained, deviation), mean),
  };
}

const root = (square: tf.Tensor): tf.Tensor => tf.sqrt(tf.add(square, TINY));

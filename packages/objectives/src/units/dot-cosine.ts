import { checkNumber } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Lucid's floor under the cosine, so that a direction met from behind still pulls. */
const LOWEST_COSINE = 0.1;
/** Squared lengths below this count as silence, whose cosine is 0. */
const SILENCE = 1e-12;

/**
 * ⟨x, v⟩ · max(0.1, cos(x, v))^power over the last axis (Lucid's `dot_cossim`): the inner product climbs in every
 * direction that leads towards `v`; the cosine asks that little else be there. Power 0 is the inner product.
 * Finite, with a finite gradient, where `x` or `v` is 0.
 * @param x `[…, n]`. @param v of a shape that broadcasts to it.
 */
export function dotCosine(x: tf.Tensor, v: tf.Tensor, power: number): tf.Tensor {
  const dot = tf.sum(tf.mul(x, v), -1);
  if (power === 0) return dot;
  const length = (y: tf.Tensor) => tf.sqrt(tf.add(tf.sum(tf.square(y), -1), SILENCE));
  const cosine = tf.div(dot, tf.mul(length(x), length(v)));
  return tf.mul(dot, tf.pow(tf.maximum(cosine, LOWEST_COSINE), power));
}

/** @throws InputError unless the power is a number from 0. */
export function checkCosinePower(power: number): number {
  return checkNumber('cosinePower', power, { min: 0 });
}

/** As a description shows it: nothing for 0. */
export function describeCosinePower(power: number): string[] {
  return power === 0 ? [] : [`cosine^${power}`];
}

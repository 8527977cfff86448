import { checkNumber } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** 10 log10 of a power, any shape; powers are positive. */
export function powerToDb(power: tf.Tensor): tf.Tensor {
  return tf.mul(tf.log(power), 10 / Math.LN10);
}

/** Minus what a level exceeds the allowed one by, at most 0; minus the level itself where nothing is allowed for. */
export function minusExcess(levelDb: tf.Tensor, allowedDb: number | undefined): tf.Tensor1D {
  return tf.neg(allowedDb === undefined ? levelDb : tf.relu(tf.sub(levelDb, allowedDb))) as tf.Tensor1D;
}

/** @throws InputError unless it is a finite number or left out. */
export function checkAllowedDb(allowedDb: number | undefined): number | undefined {
  return allowedDb === undefined ? undefined : checkNumber('allowedDb', allowedDb);
}

/** As a description shows it. */
export function describeAllowedDb(allowedDb: number | undefined): string[] {
  return allowedDb === undefined ? [] : [`above ${allowedDb} dB`];
}

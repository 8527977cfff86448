import { key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Weight, weight } from '../weight.js';

/** Standard normal numbers of a shape. */
export function randomTensor(shape: readonly number[], seed = 1): tf.Tensor {
  return tf.tensor(randomData(shape, seed), [...shape]);
}

/** A weight of standard normal numbers. */
export function randomWeight(shape: readonly number[], seed = 2): Weight {
  return weight(randomData(shape, seed), shape);
}

function randomData(shape: readonly number[], seed: number): Float32Array {
  return normal(
    key(seed),
    shape.reduce((product, extent) => product * extent, 1),
  );
}

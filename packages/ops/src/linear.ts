import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { takesFewDispatches } from './few-dispatches.js';
import { namedOp } from './named-op.js';
import { transposed } from './transposed.js';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/**
 * `x · weightᵀ + bias`: `[.., in] → [.., out]` (torch.nn.Linear). All leading axes are folded into the rows of one
 * GEMM; the gradient, to `x` only, is another.
 * @param matrix `[out, in]`. @param bias `[out]`; none unless given.
 * @throws InputError when the last axis of `x` is not `in`.
 */
export function linear<T extends tf.Tensor>(x: T, matrix: Weight, bias?: Weight): T {
  const inputs = matrix.shape[1]!;
  if (x.shape.at(-1) !== inputs) {
    throw new InputError(`linear takes ${inputs} channels, got an input of shape [${x.shape}]`);
  }
  return namedOp(x, { name: 'Linear', weights: { matrix, bias } }, () => plainLinear(x, matrix, bias));
}

function plainLinear<T extends tf.Tensor>(x: T, matrix: Weight, bias?: Weight): T {
  const [outputs, inputs] = matrix.shape as [number, number];
  const leading = x.shape.slice(0, -1);
  if (takesFewDispatches()) return unfoldedLinear(x, matrix, bias);
  return withGradient(x, (input) => {
    const product = tf.matMul(tf.reshape(input, [-1, inputs]), matrix.tensor(transposed));
    const rows = bias ? tf.add(product, bias.tensor()) : product;
    return {
      value: tf.reshape(rows, [...leading, outputs]) as T,
      gradient: (dy) => tf.reshape(tf.matMul(tf.reshape(dy, [-1, outputs]), matrix.tensor()), [...leading, inputs]),
    };
  });
}

/** Without folding the leading axes into rows: the products broadcast the matrix. */
function unfoldedLinear<T extends tf.Tensor>(x: T, matrix: Weight, bias?: Weight): T {
  return withGradient(x, (input) => {
    const product = tf.matMul(input, matrix.tensor(transposed));
    return {
      value: (bias ? tf.add(product, bias.tensor()) : product) as T,
      gradient: (dy) => tf.matMul(dy, matrix.tensor()),
    };
  });
}

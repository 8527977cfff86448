import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { libtensorflow } from './libtensorflow.js';
import { namedOp } from './named-op.js';
import { transposed } from './transposed.js';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/**
 * `x · weightᵀ + bias`: `[.., in] → [.., out]` (torch.nn.Linear). All leading axes are folded into the rows of one
 * GEMM, but on libtensorflow; the gradient, to `x` only, is another.
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
  const folds = !libtensorflow(); // libtensorflow's product broadcasts the matrix over the leading axes
  const fold = (t: tf.Tensor, width: number) => (folds ? tf.reshape(t, [-1, width]) : t);
  const unfold = (t: tf.Tensor, width: number) => (folds ? tf.reshape(t, [...leading, width]) : t);
  return withGradient(x, (input) => {
    const product = tf.matMul(fold(input, inputs), matrix.tensor(transposed));
    const rows = bias ? tf.add(product, bias.tensor()) : product;
    return {
      value: unfold(rows, outputs) as T,
      gradient: (dy) => unfold(tf.matMul(fold(dy, outputs), matrix.tensor()), inputs),
    };
  });
}

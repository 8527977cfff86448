import { key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { assertClose } from './against-direct.js';

/**
 * Throws unless the gradient of an affine `op` is its adjoint. The op's own values on each unit vector write its matrix
 * down, so that the expected gradient is exact but for rounding.
 */
export function checkLinearGradient(op: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): void {
  tf.tidy(() => {
    const rest = op(tf.zerosLike(x));
    const dy = normal(key(5), rest.size);
    const atZero = rest.dataSync();
    const expected = Array.from({ length: x.size }, (_, i) => {
      const unit = new Float32Array(x.size);
      unit[i] = 1;
      const column = op(tf.tensor(unit, x.shape)).dataSync();
      return dy.reduce((sum, d, j) => sum + d * (column[j]! - atZero[j]!), 0);
    });
    const gradient = tf.grad(op)(x, tf.tensor(dy, rest.shape)).dataSync();
    assertClose('gradient', gradient, expected, 2e-6);
  });
}

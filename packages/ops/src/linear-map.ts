import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.js';

/** A linear map of one item, in plain JavaScript. The functions must not write to what they are given. */
export interface LinearMap {
  /** Length of an item of the output. */
  readonly samples: number;
  /** The map: `n` numbers to `samples`. `item` counts through the batch. */
  forward(input: Float32Array, item: number): Float32Array;
  /** Its exact adjoint (transpose): `samples` numbers to `n`. */
  adjoint(dy: Float32Array, item: number): Float32Array;
}

/**
 * Applies a linear map to each item: `[batch, n] → [batch, samples]`. The gradient is the adjoint.
 * For Fourier transforms, shifts, resampling. Reads the tensor's values, so it stalls a GPU.
 * @throws InputError when a function answers another length than it should.
 */
export function linearMap(x: tf.Tensor2D, map: LinearMap): tf.Tensor2D {
  const [batch, n] = x.shape;
  return withGradient(x, (input) => {
    const data = input.dataSync() as Float32Array;
    const out = new Float32Array(batch * map.samples);
    for (let item = 0; item < batch; item++) {
      const row = map.forward(data.subarray(item * n, (item + 1) * n), item);
      if (row.length !== map.samples) {
        throw new InputError(`a linear map to ${map.samples} numbers answered ${row.length}`);
      }
      out.set(row, item * map.samples);
    }
    const transposed: LinearMap = { samples: n, forward: map.adjoint, adjoint: map.forward };
    return {
      value: tf.tensor2d(out, [batch, map.samples]),
      gradient: (dy) => linearMap(dy, transposed),
    };
  });
}

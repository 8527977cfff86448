import { checkNumber } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { fourier } from './fourier.js';
import { analyseByProducts } from './fourier-products.js';
import { linearMap } from './linear-map.js';
import { isTraced } from './traced.js';

/**
 * The Fourier transform of a real signal, `[batch, samples]` to `[batch, 2, N/2 + 1]` (real parts, then imaginary parts), not
 * scaled, as `numpy.fft.rfft`. Computed in float64 by fft.js, in a compiled program in float32 by products of matrices;
 * TensorFlow.js's own has no gradient.
 * @param size N; as many as there are samples unless given. Zeros follow fewer samples.
 * @throws InputError when N is no power of two, or smaller than the number of samples.
 */
export function rfft(x: tf.Tensor2D, size = x.shape[1]): tf.Tensor3D {
  const [batch, samples] = x.shape;
  const transform = fourier(size);
  checkNumber('rfft size', size, { min: samples });
  const bins = size / 2 + 1;
  if (isTraced()) {
    return tf.tidy(() =>
      analyseByProducts(
        samples === size
          ? x
          : tf.pad(x, [
              [0, 0],
              [0, size - samples],
            ]),
        size,
      ),
    );
  }
  return tf.tidy(() => {
    const flat = linearMap(x, {
      samples: 2 * bins,
      forward: (input) => transform.analyse(input, 1, 1),
      adjoint: (dy) => transform.synthesise(dy, size, size / 2).subarray(0, samples),
    });
    return tf.reshape(flat, [batch, 2, bins]);
  });
}

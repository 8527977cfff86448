import { checkNumber } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { fourier } from './fourier.js';
import { linearMap } from './linear-map.js';

/**
 * The inverse Fourier transform to a real signal, `[batch, 2, bins]` (real parts, then imaginary parts) to
 * `[batch, samples]`, scaled as `numpy.fft.irfft`: 1/N. The imaginary parts of the first and the last bin count for
 * nothing and get a gradient of 0. Computed in float64 by fft.js; TensorFlow.js's own has no gradient.
 * @param samples how many samples to keep of the N = 2 (bins − 1) that the transform makes; all unless given.
 * @throws InputError when N is no power of two or `samples` is not in 1 … N.
 */
export function irfft(coefficients: tf.Tensor3D, samples?: number): tf.Tensor2D {
  const [batch, , bins] = coefficients.shape;
  const size = 2 * (bins - 1);
  const transform = fourier(size);
  const kept = samples ?? size;
  checkNumber('irfft samples', kept, { min: 1, max: size, integer: true });
  return tf.tidy(() =>
    linearMap(tf.reshape(coefficients, [batch, 2 * bins]), {
      samples: kept,
      forward: (input) => transform.synthesise(input, 1, 1).subarray(0, kept),
      adjoint: (dy) => transform.analyse(dy, 1 / size, 2 / size),
    }),
  );
}

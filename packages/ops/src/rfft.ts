import * as tf from '@tensorflow/tfjs';
import { fourier } from './fourier.js';
import { linearMap } from './linear-map.js';

/**
 * The Fourier transform of a real signal, `[batch, N]` to `[batch, 2, N/2 + 1]` (real parts, then imaginary parts), not
 * scaled, as `numpy.fft.rfft`. Computed in float64 by fft.js; TensorFlow.js's own has no gradient.
 * @throws InputError when N is no power of two.
 */
export function rfft(x: tf.Tensor2D): tf.Tensor3D {
  const [batch, size] = x.shape;
  const transform = fourier(size);
  const bins = size / 2 + 1;
  return tf.tidy(() => {
    const flat = linearMap(x, {
      samples: 2 * bins,
      forward: (input) => transform.analyse(input, 1, 1),
      adjoint: (dy) => transform.synthesise(dy, size, size / 2),
    });
    return tf.reshape(flat, [batch, 2, bins]);
  });
}

import { checkNumber } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { fourier } from './fourier.js';
import { synthesiseByProducts } from './fourier-products.js';
import { linearMap } from './linear-map.js';
import { isTraced } from './traced.js';
import { type Weight, weight } from './weight.js';

/**
 * The inverse Fourier transform to a real signal, `[batch, 2, bins]` (real parts, then imaginary parts) to
 * `[batch, samples]`, scaled as `numpy.fft.irfft`: 1/N. The imaginary parts of the first and the last bin count for
 * nothing and get a gradient of 0. Computed in float64 by fft.js, in a compiled program in float32 by products of matrices;
 * TensorFlow.js's own has no gradient.
 * @param samples how many samples to keep of the N = 2 (bins − 1) that the transform makes; all unless given.
 * @throws InputError when N is no power of two or `samples` is not in 1 … N.
 */
export function irfft(coefficients: tf.Tensor3D, samples?: number): tf.Tensor2D {
  const [batch, , bins] = coefficients.shape;
  const size = 2 * (bins - 1);
  const transform = fourier(size);
  const kept = samples ?? size;
  checkNumber('irfft samples', kept, { min: 1, max: size, integer: true });
  if (isTraced()) {
    return tf.tidy(() => {
      const sound = synthesiseByProducts(tf.mul(coefficients, shares(size).tensor()) as tf.Tensor3D, size);
      return kept === size ? sound : tf.slice(sound, [0, 0], [batch, kept]);
    });
  }
  return tf.tidy(() =>
    linearMap(tf.reshape(coefficients, [batch, 2 * bins]), {
      samples: kept,
      forward: (input) => transform.synthesise(input, 1, 1).subarray(0, kept),
      adjoint: (dy) => transform.analyse(dy, 1 / size, 2 / size),
    }),
  );
}

const sharesBySize = new Map<number, Weight>();

/** What each bin adds to the signal, `[1, 2, bins]`: all but the first and the last stand for two. */
function shares(size: number): Weight {
  const known = sharesBySize.get(size);
  if (known) return known;
  const bins = size / 2 + 1;
  const numbers = new Float32Array(2 * bins).fill(2 / size);
  for (const edge of [0, bins - 1]) {
    numbers[edge] = 1 / size;
    numbers[bins + edge] = 0;
  }
  const made = weight(numbers, [1, 2, bins]);
  sharesBySize.set(size, made);
  return made;
}

import { InputError } from '@audiate/protocol';
import FFT from 'fft.js';

/** Real Fourier transforms of one length on plain arrays. What they return is overwritten by the next call. */
export interface Fourier {
  /** `N` samples (fewer: zeros follow) to `N/2 + 1` real parts, then as many imaginary parts, times `edge` at DC and
   * Nyquist and `inner` elsewhere. */
  analyse(samples: ArrayLike<number>, edge: number, inner: number): Float32Array;
  /** The real signal of the spectrum that {@link analyse} writes, scaled as numpy's irfft after the same weighting. */
  synthesise(coefficients: ArrayLike<number>, edge: number, inner: number): Float32Array;
}

const bySize = new Map<number, Fourier>();

/**
 * The real Fourier transforms of length `size`, made once and shared.
 * @throws InputError unless `size` is a power of two, at least 2.
 */
export function fourier(size: number): Fourier {
  const known = bySize.get(size);
  if (known) return known;
  if (!(size >= 2) || !Number.isInteger(Math.log2(size))) {
    throw new InputError(`the transform length must be a power of two and at least 2, got ${size}; pad with zeros`);
  }
  const made = makeFourier(size);
  bySize.set(size, made);
  return made;
}

/**
 * fft.js transforms real numbers in less than half of the time of complex ones, but only one way. The other way goes the same
 * way: with h = re − im over all N bins, a spectrum's samples are re − im of the transform of h (Bracewell 1984, the
 * discrete Hartley transform is its own inverse).
 */
function makeFourier(size: number): Fourier {
  const fft = new FFT(size);
  const half = size / 2;
  const real = new Float64Array(size);
  const spectrum = new Float64Array(2 * size);
  const samplesOut = new Float32Array(size);
  const coefficientsOut = new Float32Array(2 * (half + 1));
  return {
    analyse(samples, edge, inner) {
      real.set(samples);
      real.fill(0, samples.length);
      fft.realTransform(spectrum, real);
      for (let k = 1; k < half; k++) {
        coefficientsOut[k] = inner * spectrum[2 * k]!;
        coefficientsOut[half + 1 + k] = inner * spectrum[2 * k + 1]!;
      }
      coefficientsOut[0] = edge * spectrum[0]!;
      coefficientsOut[half] = edge * spectrum[size]!;
      return coefficientsOut;
    },
    synthesise(coefficients, edge, inner) {
      for (let k = 1; k < half; k++) {
        const re = inner * coefficients[k]!;
        const im = inner * coefficients[half + 1 + k]!;
        real[k] = re - im;
        real[size - k] = re + im;
      }
      real[0] = edge * coefficients[0]!;
      real[half] = edge * coefficients[half]!;
      fft.realTransform(spectrum, real);
      for (let n = 1; n < half; n++) {
        const re = spectrum[2 * n]!;
        const im = spectrum[2 * n + 1]!;
        samplesOut[n] = (re - im) / size;
        samplesOut[size - n] = (re + im) / size;
      }
      samplesOut[0] = spectrum[0]! / size;
      samplesOut[half] = spectrum[size]! / size;
      return samplesOut;
    },
  };
}

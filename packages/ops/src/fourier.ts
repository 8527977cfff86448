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

function makeFourier(size: number): Fourier {
  const fft = new FFT(size);
  const half = size / 2;
  const time = new Float64Array(2 * size);
  const spectrum = new Float64Array(2 * size);
  const samplesOut = new Float32Array(size);
  const coefficientsOut = new Float32Array(2 * (half + 1));
  return {
    analyse(samples, edge, inner) {
      time.fill(0);
      for (let n = 0; n < samples.length; n++) time[2 * n] = samples[n]!;
      fft.transform(spectrum, time);
      for (let k = 0; k <= half; k++) {
        const scale = k === 0 || k === half ? edge : inner;
        coefficientsOut[k] = scale * spectrum[2 * k]!;
        coefficientsOut[half + 1 + k] = k === 0 || k === half ? 0 : scale * spectrum[2 * k + 1]!;
      }
      return coefficientsOut;
    },
    synthesise(coefficients, edge, inner) {
      for (let k = 0; k <= half; k++) {
        const isEdge = k === 0 || k === half;
        const scale = isEdge ? edge : inner;
        const re = scale * coefficients[k]!;
        const im = isEdge ? 0 : scale * coefficients[half + 1 + k]!;
        spectrum[2 * k] = re;
        spectrum[2 * k + 1] = im;
        if (isEdge) continue;
        spectrum[2 * (size - k)] = re;
        spectrum[2 * (size - k) + 1] = -im;
      }
      fft.inverseTransform(time, spectrum);
      for (let n = 0; n < size; n++) samplesOut[n] = time[2 * n]!;
      return samplesOut;
    },
  };
}

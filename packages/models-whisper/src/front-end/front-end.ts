import { type Weight, weight } from '@audiate/ops';
import type { Preprocessor } from '../config/preprocessor.js';
import { melFilters } from './mel-filters.js';

/** What turns sound into mel bands: two linear maps with a square between. */
export interface FrontEnd {
  /** Real parts, then imaginary parts of the windowed Fourier transform, as a convolution: `[2 (fft / 2 + 1), 1, fft]`. */
  readonly fourier: Weight;
  /** From the squares of all these to mel bands, `[bins, 2 (fft / 2 + 1)]`: a bin's power is the sum of its two squares. */
  readonly filters: Weight;
  readonly fft: number;
  readonly hop: number;
  /** Frees both. */
  dispose(): void;
}

/** The front end of a preprocessor; nothing of it is read from a checkpoint. */
export function frontEndOf({ fft, hop, bins, sampleRate }: Preprocessor): FrontEnd {
  const spectrum = fft / 2 + 1;
  const kernel = new Float32Array(2 * spectrum * fft);
  for (let k = 0; k < spectrum; k++) {
    for (let n = 0; n < fft; n++) {
      // torch.hann_window: periodic
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fft);
      const phase = (2 * Math.PI * ((k * n) % fft)) / fft;
      kernel[k * fft + n] = hann * Math.cos(phase);
      kernel[(spectrum + k) * fft + n] = -hann * Math.sin(phase);
    }
  }
  const filters = new Float32Array(bins * 2 * spectrum);
  for (const [bin, filter] of melFilters(bins, fft, sampleRate).entries()) {
    filters.set(filter, bin * 2 * spectrum);
    filters.set(filter, bin * 2 * spectrum + spectrum);
  }
  // A logarithm follows: bands far below a frame's loudest count as much as it.
  const weights = {
    fourier: weight(kernel, [2 * spectrum, 1, fft], { fullPrecision: true }),
    filters: weight(filters, [bins, 2 * spectrum], { fullPrecision: true }),
  };
  return {
    ...weights,
    fft,
    hop,
    dispose() {
      weights.fourier.dispose();
      weights.filters.dispose();
    },
  };
}

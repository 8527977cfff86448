import { conv1d, linear, type Weight, weight } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** What turns sound into the powers of bands: two linear maps with a square between. */
export interface BandPowers {
  /** Real parts, then imaginary parts of the Fourier transform of a frame, as a convolution: `[2 (fft / 2 + 1), 1, taps]`. */
  readonly fourier: Weight;
  /** From the squares of all these to bands, `[bands, 2 (fft / 2 + 1)]`: a bin's power is the sum of its two squares. */
  readonly filters: Weight;
  /** Samples of a frame. */
  readonly taps: number;
  /** Samples from one frame to the next. */
  readonly hop: number;
  /** Frees both. */
  dispose(): void;
}

/** How a spectrogram is worked out. */
export interface BandPowersSettings {
  /** What a frame is multiplied by, sample by sample; as many as a frame has, at most `fft`. */
  readonly window: Float64Array;
  /** Length of the Fourier transform, even; a shorter frame is followed by zeros. */
  readonly fft: number;
  readonly hop: number;
  /** `[bands][fft / 2 + 1]`, what each bin's power counts. */
  readonly filters: readonly Float64Array[];
  /**
   * For a frame that goes through a linear map of its own before the window: turns the weights of the map's output into those of the
   * frame itself (the map's transpose). None unless given.
   */
  readonly through?: (row: Float64Array) => Float64Array;
}

/** The front end of a model with mel bands; nothing of it is read from a checkpoint. */
export function bandPowers({ window, fft, hop, filters, through = (row) => row }: BandPowersSettings): BandPowers {
  const taps = window.length;
  const spectrum = fft / 2 + 1;
  const kernel = new Float32Array(2 * spectrum * taps);
  for (let k = 0; k < spectrum; k++) {
    const phase = (n: number) => (2 * Math.PI * ((k * n) % fft)) / fft;
    kernel.set(through(window.map((height, n) => height * Math.cos(phase(n)))), k * taps);
    kernel.set(through(window.map((height, n) => -height * Math.sin(phase(n)))), (spectrum + k) * taps);
  }
  const twice = new Float32Array(filters.length * 2 * spectrum);
  for (const [band, filter] of filters.entries()) {
    twice.set(filter, band * 2 * spectrum);
    twice.set(filter, band * 2 * spectrum + spectrum);
  }
  // A logarithm follows: bands far below a frame's loudest count as much as it.
  const weights = {
    fourier: weight(kernel, [2 * spectrum, 1, taps], { fullPrecision: true }),
    filters: weight(twice, [filters.length, 2 * spectrum], { fullPrecision: true }),
  };
  return {
    ...weights,
    taps,
    hop,
    dispose() {
      weights.fourier.dispose();
      weights.filters.dispose();
    },
  };
}

/**
 * The powers of bands of every frame that the sound fills: `[batch, samples] → [batch, ⌊(samples − taps) / hop⌋ + 1, bands]`.
 * @throws InputError for a sound that is shorter than a frame.
 */
export function runBandPowers(audio: Audio, { fourier, filters, hop }: BandPowers): tf.Tensor3D {
  return tf.tidy(() => linear(tf.square(conv1d(tf.expandDims(audio, 2), fourier, { stride: hop })), filters));
}

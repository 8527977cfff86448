import { conv1d, linear, type Weight, type WindowedWavesOptions, weight, windowedWaves } from '@audiate/ops';
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

/** How a spectrogram is worked out: of windowed frames, at most `fft` samples long, to bands. */
export interface BandPowersSettings extends WindowedWavesOptions {
  readonly hop: number;
  /** `[bands][fft / 2 + 1]`, what each bin's power counts. */
  readonly filters: readonly Float64Array[];
}

/** The front end of a model with mel bands; nothing of it is read from a checkpoint. */
export function bandPowers({ hop, filters, ...waves }: BandPowersSettings): BandPowers {
  const taps = waves.window.length;
  const spectrum = waves.fft / 2 + 1;
  const twice = new Float32Array(filters.length * 2 * spectrum);
  for (const [band, filter] of filters.entries()) {
    twice.set(filter, band * 2 * spectrum);
    twice.set(filter, band * 2 * spectrum + spectrum);
  }
  // A logarithm follows: bands far below a frame's loudest count as much as it.
  const weights = {
    fourier: weight(windowedWaves(waves), [2 * spectrum, 1, taps], { fullPrecision: true }),
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

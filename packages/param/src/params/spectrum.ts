import { irfft, scaleRows } from '@audiate/ops';
import { checkNumber, type Kind, type Param, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { spectrumShape } from '../fourier/spectrum-shape.js';
import { checkPrior, type PriorOptions } from '../prior/prior.js';
import { checkStartAudio, type StartAudio, startAudioFor } from '../start/start-audio.js';
import { startNoise } from '../start/start-noise.js';

/** Options of {@link spectrum}. */
export interface SpectrumOptions extends PriorOptions {
  /**
   * p in 0 … 1, 0.45 unless given: a coefficient moves in steps ∝ S^p. 0 moves all frequencies alike, 1 keeps the climb
   * inside the prior. The gradient picks the factor up again, so 1 tilts results twice as much as the prior.
   */
  readonly preconditioning?: number;
  /** Audio to start from instead of noise, as long as the render; {@link spectrum} says how exactly it is kept. */
  readonly from?: StartAudio;
}

/**
 * Fourier coefficients as values (`coefficients`, `[batch, 2, bins]`, real parts then imaginary parts). The waveform is
 * the inverse transform of `coefficients · A`, A ∝ S^preconditioning: its length N is the next power of two, what is over
 * is cut. The random start has the amplitude spectrum S, a coefficient RMS of 0.01 and an audio RMS of about 0.1; wrap in
 * `rms` to keep a level. After Lucid's `fft_image`, with a speech prior and a preconditioning found by trial.
 *
 * `from` is decoded to within 1e-6 of its peak, less what lies below `floorHz` or where the prior is 0.
 * @throws InputError for options out of range, at bind for a floor at the Nyquist frequency or `from` of another length.
 */
export function spectrum(options: SpectrumOptions = {}): Param {
  const prior = checkPrior(options);
  const preconditioning = checkNumber('preconditioning', options.preconditioning ?? 0.45, { min: 0, max: 1 });
  const from = options.from === undefined ? undefined : checkStartAudio(options.from);
  return {
    spec: specOf(spectrumKind, { ...prior, preconditioning, from }),
    bind(context) {
      const { batch, samples, model } = context;
      const shape = spectrumShape({ prior, preconditioning, samples, sampleRate: model.sampleRate });
      const start = from && startAudioFor(from, context);
      const dims: [number, number, number] = [batch, 2, shape.bins];
      const width = 2 * shape.bins;
      return {
        init(key) {
          const data = start ? shape.coefficientsOf(start) : startNoise(key, batch, shape.startWeights);
          return { coefficients: { data, shape: dims } };
        },
        decode({ coefficients }) {
          const flat: tf.Tensor2D = tf.reshape(coefficients!, [batch, width]);
          return irfft(tf.reshape(scaleRows(flat, shape.amplitudes), dims), samples);
        },
      };
    },
  };
}

/** The kind of {@link spectrum}. */
export const spectrumKind: Kind<Param> = { kind: 'spectrum', make: spectrum };

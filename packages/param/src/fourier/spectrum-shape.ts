import { type Prior, priorAmplitudes } from '../prior/prior.js';
import { DEFAULT_LEVEL } from '../start/level.js';
import { START_RMS } from '../start/start-noise.js';
import { powerOfTwoFrom } from './power-of-two.js';
import { spectraOf } from './spectra-of.js';

/** What `spectrum` needs to know of a length and a sample rate. */
export interface SpectrumShape {
  /** N/2 + 1, N the next power of two. */
  readonly bins: number;
  /** A: what a coefficient is multiplied with, for each bin. */
  readonly amplitudes: Float32Array;
  /** S/A, up to a factor, for each real part, then each imaginary part; 0 for those that the transform ignores. */
  readonly startWeights: Float64Array;
  /** The coefficients `[batch, 2, bins]` whose audio is the given one, but for bins where A is 0. */
  coefficientsOf(audio: readonly Float32Array[]): Float32Array;
}

/** Derives A and the start from the prior S: A ∝ S^preconditioning, scaled so that the start's audio has an RMS of 0.1. */
export function spectrumShape(options: {
  readonly prior: Prior;
  readonly preconditioning: number;
  readonly samples: number;
  readonly sampleRate: number;
}): SpectrumShape {
  const size = powerOfTwoFrom(options.samples);
  const bins = size / 2 + 1;
  const prior = priorAmplitudes(options.prior, bins, options.sampleRate);
  const power = (exponent: number) => prior.map((s) => (s > 0 ? s ** exponent : 0));
  const weights = power(1 - options.preconditioning);
  const startWeights = Float64Array.from({ length: 2 * bins }, (_, i) =>
    i === bins || i === 2 * bins - 1 ? 0 : weights[i % bins]!,
  );
  const unscaled = power(options.preconditioning);
  const scale = DEFAULT_LEVEL / audioRms(unscaled, startWeights, size);
  const amplitudes = Float32Array.from(unscaled, (a) => scale * a);
  return { bins, amplitudes, startWeights, coefficientsOf: (audio) => coefficientsOf(audio, amplitudes, size) };
}

/**
 * The expected RMS of irfft(θ·A) for normal θ shaped by the weights and of RMS 0.01: a bin of variance σ² adds σ²/N² at DC
 * and Nyquist (real only) and 2σ²/N² per part elsewhere.
 */
function audioRms(amplitudes: Float64Array, weights: Float64Array, size: number): number {
  const bins = amplitudes.length;
  const meanSquare = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
  const sum = weights.reduce((total, w, i) => {
    const bin = i % bins;
    return total + (bin === 0 || bin === bins - 1 ? 1 : 2) * (w * amplitudes[bin]!) ** 2;
  }, 0);
  return (START_RMS / size) * Math.sqrt(sum / meanSquare);
}

function coefficientsOf(audio: readonly Float32Array[], amplitudes: Float32Array, size: number): Float32Array {
  return Float32Array.from(spectraOf(audio, size), (value, i) => {
    const amplitude = amplitudes[i % amplitudes.length]!;
    return amplitude > 0 ? value / amplitude : 0;
  });
}

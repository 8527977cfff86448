import { type Prior, priorAmplitudes } from '../prior/prior.js';
import { DEFAULT_LEVEL } from '../start/level.js';
import { START_RMS } from '../start/start-noise.js';
import { powerOfTwoFrom } from './power-of-two.js';

/** The shortest octave, in samples at its own rate. */
const SHORTEST = 8;

/** One band of a pyramid: the bins `first … end − 1` of the whole spectrum and of its own are the same frequencies. */
export interface Octave {
  readonly name: string;
  /** Samples at the octave's own rate, a power of two. */
  readonly length: number;
  readonly first: number;
  readonly end: number;
}

/** The octaves of a length, the highest first, and what a bin of an octave's spectrum is multiplied with in the whole one. */
export interface Octaves {
  readonly size: number;
  readonly octaves: readonly Octave[];
  readonly amplitudes: Float64Array;
}

/** Where one octave's spectrum lies in a row of all of them, and where in the whole. */
export interface OctaveSpan {
  readonly octave: Octave;
  /** Where its spectrum starts, real parts then imaginary parts. */
  readonly offset: number;
}

/**
 * Splits `samples` into octaves, each at half the rate of the one before; the last holds all that is below, too. White
 * noise of RMS 0.01 in every octave becomes audio of the prior's spectrum, 0.1 in RMS.
 */
export function octavesOf(options: {
  readonly prior: Prior;
  readonly octaves: number;
  readonly samples: number;
  readonly sampleRate: number;
}): Octaves {
  const size = powerOfTwoFrom(options.samples);
  const bins = size / 2 + 1;
  const count = Math.max(1, Math.min(options.octaves, Math.log2(size / SHORTEST) + 1));
  const octaves = Array.from({ length: count }, (_, i): Octave => {
    const length = size / 2 ** i;
    return {
      name: `octave${i}`,
      length,
      first: i === count - 1 ? 0 : length / 4,
      end: i === 0 ? bins : length / 2,
    };
  });
  const prior = priorAmplitudes(options.prior, bins, options.sampleRate);
  // Of white noise with variance σ² a bin has σ²·size, counted twice but for DC and Nyquist, over size².
  const power = prior.reduce((sum, s, bin) => sum + (bin === 0 || bin === bins - 1 ? 1 : 2) * s * s, 0) / size;
  const scale = DEFAULT_LEVEL / (START_RMS * Math.sqrt(power));
  const amplitudes = new Float64Array(bins);
  for (const { length, first, end } of octaves) {
    for (let bin = first; bin < end; bin++) amplitudes[bin] = scale * prior[bin]! * Math.sqrt(size / length);
  }
  return { size, octaves, amplitudes };
}

/** The spans of octaves whose spectra stand one after the other, and the length of that row. */
export function spansOf(octaves: readonly Octave[]): { spans: readonly OctaveSpan[]; width: number } {
  let width = 0;
  const spans = octaves.map((octave) => {
    const offset = width;
    width += octave.length + 2;
    return { octave, offset };
  });
  return { spans, width };
}

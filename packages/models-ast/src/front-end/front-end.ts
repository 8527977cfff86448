import { type BandPowers, bandPowers } from '@audiate/checkpoints';
import { FRAME, HOP, type Preprocessor } from '../config/preprocessor.js';
import { kaldiFilters } from './kaldi-filters.js';

/** Length of the Fourier transform: the power of two that holds a frame. */
const FFT = 512;

/** So much of the sample before is taken off each sample. */
const PREEMPHASIS = 0.97;

/** What turns sound into the powers of mel bands, as Kaldi's `fbank` does with a Hann window. */
export function frontEndOf({ bins, sampleRate }: Pick<Preprocessor, 'bins' | 'sampleRate'>): BandPowers {
  // not periodic: 0 at both ends
  const window = Float64Array.from({ length: FRAME }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (FRAME - 1)));
  return bandPowers({ window, fft: FFT, hop: HOP, filters: kaldiFilters(bins, FFT, sampleRate), through });
}

/**
 * A frame goes without its mean, and then without 0.97 of the sample before (the first without 0.97 of itself), into the window:
 * the weights of what goes there as weights of the frame.
 */
function through(row: Float64Array): Float64Array {
  const emphasised = row.map((value, n) => value - PREEMPHASIS * (row[n + 1] ?? 0));
  emphasised[0]! -= PREEMPHASIS * row[0]!;
  const mean = emphasised.reduce((sum, value) => sum + value, 0) / emphasised.length;
  return emphasised.map((value) => value - mean);
}

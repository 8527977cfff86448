import { type BandPowers, bandPowers } from '@audiate/checkpoints';
import type { Preprocessor } from '../config/preprocessor.js';
import { melFilters } from './mel-filters.js';

/** What turns sound into the powers of Whisper's mel bands. */
export function frontEndOf({ fft, hop, bins, sampleRate }: Preprocessor): BandPowers {
  // torch.hann_window: periodic
  const window = Float64Array.from({ length: fft }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fft));
  return bandPowers({ window, fft, hop, filters: melFilters(bins, fft, sampleRate) });
}

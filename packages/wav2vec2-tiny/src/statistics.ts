import { embedded, type TinyName } from './embedded.js';
import type { SpeechStatistics } from './speech-statistics.js';

/**
 * Natural maxima, means and percentiles of every unit, to read a score against: "above the 99.9th percentile of speech".
 * Four significant digits.
 * @param name the model; tiny unless given.
 */
export async function statistics(name: TinyName = 'tiny'): Promise<SpeechStatistics> {
  return (await embedded(name)).statistics();
}

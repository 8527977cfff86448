import type { SpeechStatistics } from './speech-statistics.js';

/** One embedded model's files: read from the package's folder when run from source, from a generated module otherwise. */
export interface Checkpoint {
  config(): object;
  preprocessor(): object;
  vocabulary(): object;
  statistics(): SpeechStatistics;
  weights(): Uint8Array;
}

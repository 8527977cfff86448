import { type Family, noConvAdapter } from './family.js';
import { wav2vec2 } from './wav2vec2.js';

/** UniSpeech-SAT (Chen et al. 2022): wav2vec 2.0's network under another name. */
export const unispeechSat: Family = {
  ...wav2vec2,
  type: 'unispeech-sat',
  prefix: 'unispeech_sat.',
  className: 'UniSpeechSat',
  settings: noConvAdapter,
};

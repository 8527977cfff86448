import { type Family, noConvAdapter } from './family.js';
import { wav2vec2 } from './wav2vec2.js';

/** UniSpeech (Wang et al. 2021): wav2vec 2.0's network under another name. */
export const unispeech: Family = {
  ...wav2vec2,
  type: 'unispeech',
  prefix: 'unispeech.',
  className: 'UniSpeech',
  settings: noConvAdapter,
};

import type { Treatment } from '../settings.js';
import { type Family, noAttentionAdapter } from './family.js';
import { wav2vec2 } from './wav2vec2.js';

const always: Treatment = { is: 'unread', of: 'other families: here it is always so' };

/**
 * Data2Vec-Audio (Baevski et al. 2022): `num_conv_pos_embeddings` short positional convolutions in a row, each with a
 * layer norm. Every convolution of the tower has a layer norm, and blocks normalise afterwards, whatever config.json says.
 */
export const data2vecAudio: Family = {
  type: 'data2vec-audio',
  prefix: 'data2vec_audio.',
  className: 'Data2VecAudio',
  settings: {
    conv_pos_kernel_size: { is: 'honoured' },
    ...noAttentionAdapter,
    feat_extract_norm: always,
    do_stable_layer_norm: always,
  },
  configure(read) {
    const shared = wav2vec2.configure(read);
    return {
      ...shared,
      convNorm: 'layer',
      preNorm: false,
      positional: {
        ...shared.positional,
        norm: 'layer',
        layers: read.count('num_conv_pos_embeddings', 5, { max: 1000 }),
        taps: read.count('conv_pos_kernel_size', 19),
      },
    };
  },
};

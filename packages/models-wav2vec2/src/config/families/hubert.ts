import { type Family, noConvAdapter } from './family.js';
import { wav2vec2 } from './wav2vec2.js';

/**
 * HuBERT (Hsu et al. 2021): the features may go to the projection without a norm, and the positional convolution may be
 * plain behind a batch norm.
 */
export const hubert: Family = {
  type: 'hubert',
  prefix: 'hubert.',
  className: 'Hubert',
  settings: {
    ...noConvAdapter,
    feat_proj_layer_norm: { is: 'honoured' },
    conv_pos_batch_norm: { is: 'honoured' },
  },
  configure(read) {
    const shared = wav2vec2.configure(read);
    return {
      ...shared,
      projectionNorm: read.flag('feat_proj_layer_norm', true),
      positional: { ...shared.positional, norm: read.flag('conv_pos_batch_norm', false) ? 'batch' : 'weight' },
    };
  },
};

import { type Family, noAttentionAdapter } from './family.js';
import { wav2vec2 } from './wav2vec2.js';

/**
 * WavLM (Chen et al. 2022): attention is biased by the distance between two frames. One table, kept in the first block,
 * serves all of them; each block gates it by the frame that attends.
 */
export const wavlm: Family = {
  type: 'wavlm',
  prefix: 'wavlm.',
  className: 'WavLM',
  settings: {
    ...noAttentionAdapter,
    num_buckets: { is: 'honoured' },
    max_bucket_distance: { is: 'honoured' },
  },
  configure(read) {
    // A quarter of the buckets hold one distance each; the logarithm starts there and must have somewhere to go.
    const buckets = read.count('num_buckets', 320, { min: 4 });
    const maxDistance = read.count('max_bucket_distance', 800, { min: Math.floor(buckets / 4) + 1 });
    return { ...wav2vec2.configure(read), relative: { buckets, maxDistance } };
  },
};

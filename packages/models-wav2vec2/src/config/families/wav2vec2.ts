import type { Reader } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';
import type { AdapterShape, Architecture, ConvShape } from '../architecture.js';
import type { Family } from './family.js';

/**
 * wav2vec 2.0 (Baevski et al. 2020) and what was trained with its network: base, large, large-960h-lv60, XLS-R. The
 * other families say how they differ from it.
 */
export const wav2vec2: Family = {
  type: 'wav2vec2',
  prefix: 'wav2vec2.',
  className: 'Wav2Vec2',
  settings: {},
  configure(read): Architecture {
    const hidden = read.count('hidden_size', 768);
    const preNorm = read.flag('do_stable_layer_norm', false);
    return {
      convs: readConvs(read),
      convBias: read.flag('conv_bias', false),
      convNorm: read.choice('feat_extract_norm', 'group', ['group', 'layer']),
      projectionNorm: true,
      hidden,
      blocks: read.count('num_hidden_layers', 12, { max: 1000 }),
      heads: readDivisor(read, 'num_attention_heads', 12, hidden),
      ffn: read.count('intermediate_size', 3072),
      positional: {
        norm: 'weight',
        layers: 1,
        taps: read.count('num_conv_pos_embeddings', 128),
        groups: readDivisor(read, 'num_conv_pos_embedding_groups', 16, hidden),
      },
      relative: undefined,
      preNorm,
      eps: read.amount('layer_norm_eps', 1e-5),
      adapter: readAdapter(read, hidden),
      // transformers has it in pre-norm blocks only
      attentionAdapter: (preNorm && read.count('adapter_attn_dim', 0, { min: 0 })) || undefined,
      tokens: read.count('vocab_size', 32),
    };
  },
};

function readAdapter(read: Reader, hidden: number): AdapterShape | undefined {
  if (!read.flag('add_adapter', false)) return undefined;
  return {
    channels: read.count('output_hidden_size', hidden),
    layers: read.count('num_adapter_layers', 3, { max: 100 }),
    // with fewer taps than the padding takes, frames would lie before the sound
    taps: read.count('adapter_kernel_size', 3, { min: 3 }),
    stride: read.count('adapter_stride', 2),
  };
}

function readConvs(read: Reader): ConvShape[] {
  const channels = read.counts('conv_dim', [512, 512, 512, 512, 512, 512, 512]);
  const taps = read.counts('conv_kernel', [10, 3, 3, 3, 3, 2, 2]);
  const strides = read.counts('conv_stride', [5, 2, 2, 2, 2, 2, 2]);
  if (taps.length !== channels.length || strides.length !== channels.length) {
    throw new InputError(
      `conv_dim, conv_kernel and conv_stride in config.json must be equally long, got ${channels.length}, ${taps.length} and ${strides.length}`,
    );
  }
  return channels.map((dim, i) => ({ channels: dim, taps: taps[i]!, stride: strides[i]! }));
}

function readDivisor(read: Reader, key: string, fallback: number, hidden: number): number {
  const divisor = read.count(key, fallback);
  if (hidden % divisor === 0) return divisor;
  throw new InputError(`${key} in config.json must divide hidden_size ${hidden}, got ${divisor}`);
}

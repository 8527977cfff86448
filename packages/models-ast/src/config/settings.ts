import type { Treatment } from '@audiate/checkpoints';

const all = (treatment: Treatment, keys: string): Record<string, Treatment> =>
  Object.fromEntries(
    keys
      .trim()
      .split(/\s+/)
      .map((key) => [key, treatment]),
  );
const unread = (of: string, keys: string) => all({ is: 'unread', of }, keys);

/**
 * The keys that transformers' ASTConfig has or its code reads, and what becomes of them here. Keys that are not listed are
 * leftovers that transformers doesn't read, either.
 */
export const SETTINGS: Readonly<Record<string, Treatment>> = {
  ...all(
    { is: 'honoured' },
    `num_mel_bins max_length patch_size frequency_stride time_stride hidden_size num_hidden_layers num_attention_heads
    intermediate_size qkv_bias layer_norm_eps id2label num_labels`,
  ),
  model_type: {
    is: 'fixed',
    values: ['audio-spectrogram-transformer'],
    otherwise:
      'only "audio-spectrogram-transformer" can be loaded here (loadWav2Vec2 of @audiate/models-wav2vec2 and loadWhisper of @audiate/models-whisper load other families)',
  },
  hidden_act: {
    is: 'fixed',
    values: ['gelu', 'gelu_python'],
    otherwise: 'only "gelu" and "gelu_python", the GELU by the error function, can be loaded',
  },
  head_dim: {
    is: 'fixed',
    values: [null],
    otherwise: 'only hidden_size over num_attention_heads, which is taken where it is left out, can be loaded',
  },
  ...unread('training', 'hidden_dropout_prob attention_probs_dropout_prob initializer_range problem_type label2id'),
  ...unread(
    "transformers' way of running and answering",
    `architectures _attn_implementation _name_or_path chunk_size_feed_forward dtype torch_dtype is_encoder_decoder
    output_attentions output_hidden_states return_dict transformers_version`,
  ),
};

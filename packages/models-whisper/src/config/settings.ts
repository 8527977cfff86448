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
 * The keys that transformers' WhisperConfig has or its code reads, and what becomes of them here. Keys that are not listed are
 * leftovers that transformers doesn't read, either.
 */
export const SETTINGS: Readonly<Record<string, Treatment>> = {
  ...all(
    { is: 'honoured' },
    `num_mel_bins d_model encoder_layers encoder_attention_heads encoder_ffn_dim max_source_positions
    vocab_size decoder_layers decoder_attention_heads decoder_ffn_dim max_target_positions
    tie_word_embeddings`,
  ),
  model_type: {
    is: 'fixed',
    values: ['whisper'],
    otherwise: 'only "whisper" can be loaded here (loadWav2Vec2 of @audiate/models-wav2vec2 loads other families)',
  },
  activation_function: {
    is: 'fixed',
    values: ['gelu', 'gelu_python'],
    otherwise: 'only "gelu" and "gelu_python", the GELU by the error function, can be loaded',
  },
  // read, and not used in the decoder that transformers 5.18 has
  ...unread('no part of the network', 'scale_embedding'),
  ...unread('transformers itself, under other names', 'hidden_size num_hidden_layers num_attention_heads'),
  ...unread(
    'generation',
    `decoder_start_token_id use_cache suppress_tokens begin_suppress_tokens forced_decoder_ids pad_token_id
    bos_token_id eos_token_id median_filter_width alignment_heads max_length`,
  ),
  ...unread(
    'audio classification',
    'use_weighted_layer_sum classifier_proj_size num_labels id2label label2id problem_type',
  ),
  ...unread(
    'training',
    `dropout attention_dropout activation_dropout encoder_layerdrop decoder_layerdrop init_std apply_spec_augment
    mask_time_prob mask_time_length mask_time_min_masks mask_feature_prob mask_feature_length mask_feature_min_masks`,
  ),
  ...unread(
    "transformers' way of running and answering",
    `architectures _attn_implementation _name_or_path chunk_size_feed_forward dtype torch_dtype is_encoder_decoder
    output_attentions output_hidden_states return_dict transformers_version`,
  ),
};

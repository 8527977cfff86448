import type { Treatment as KeyTreatment } from '@audiate/checkpoints';

/** What becomes of a key of config.json, and the parts by which it is honoured only where a model has them. */
export type Treatment = KeyTreatment<'convAdapter' | 'preNorm' | 'sequence' | 'xvector'>;

const honoured: Treatment = { is: 'honoured' };

/** Both are the GELU by the error function. */
const gelu: Treatment = {
  is: 'fixed',
  values: ['gelu', 'gelu_python'],
  otherwise: 'only "gelu" and "gelu_python", the GELU by the error function, can be loaded',
};

const all = <T>(keys: string, treatment: T): Record<string, T> =>
  Object.fromEntries(
    keys
      .trim()
      .split(/\s+/)
      .map((key) => [key, treatment]),
  );
const unread = (of: string, keys: string) => all<Treatment>(keys, { is: 'unread', of });

/**
 * The keys that transformers' configuration classes and code of the family know, and what becomes of them here. A family
 * file names where it differs. Keys that are not listed are leftovers that transformers doesn't read, either.
 */
export const SETTINGS: Readonly<Record<string, Treatment>> = {
  ...all(
    `model_type architectures vocab_size hidden_size num_hidden_layers num_attention_heads intermediate_size
    layer_norm_eps feat_extract_norm conv_dim conv_stride conv_kernel conv_bias num_conv_pos_embeddings
    num_conv_pos_embedding_groups do_stable_layer_norm`,
    honoured,
  ),
  hidden_act: gelu,
  feat_extract_activation: gelu,
  add_adapter: honoured,
  ...all('adapter_kernel_size adapter_stride num_adapter_layers output_hidden_size', {
    is: 'honoured',
    where: 'convAdapter',
  } as Treatment),
  adapter_attn_dim: { is: 'honoured', where: 'preNorm' },
  ...all('use_weighted_layer_sum classifier_proj_size num_labels id2label', {
    is: 'honoured',
    where: 'sequence',
  } as Treatment),
  ...all('tdnn_dim tdnn_kernel tdnn_dilation xvector_output_dim', { is: 'honoured', where: 'xvector' } as Treatment),
  ...unread(
    'training',
    `hidden_dropout activation_dropout attention_dropout feat_proj_dropout feat_quantizer_dropout final_dropout layerdrop
    initializer_range apply_spec_augment mask_time_prob mask_time_length mask_time_min_masks mask_feature_prob
    mask_feature_length mask_feature_min_masks ctc_loss_reduction ctc_zero_infinity replace_prob`,
  ),
  ...unread(
    'the heads of pretraining',
    `num_codevectors_per_group num_codevector_groups contrastive_logits_temperature num_negatives codevector_dim
    proj_codevector_dim diversity_loss_weight num_clusters num_ctc_classes`,
  ),
  ...unread('the losses of classification', 'label2id problem_type'),
  ...unread('the tokenizer and the loss', 'pad_token_id bos_token_id eos_token_id'),
  ...unread('transformers itself, which works it out again', 'num_feat_extract_layers'),
  ...unread(
    "transformers' way of running and answering",
    `_attn_implementation _name_or_path chunk_size_feed_forward dtype is_encoder_decoder output_attentions
    output_hidden_states return_dict transformers_version`,
  ),
};

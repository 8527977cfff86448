/** TransformerLens' hooks and transformers' modules by what our layers are called; `$1` is the number of the block. */
const NAMES: readonly (readonly [name: RegExp, layer: string])[] = [
  [/^blocks\.(\d+)\.hook_resid_post$/, 'encoder.$1'],
  [/^blocks\.(\d+)\.hook_attn_out$/, 'encoder.$1.attention'],
  [/^blocks\.(\d+)\.mlp\.hook_post$/, 'encoder.$1.ffn'],
  [/^blocks\.(\d+)\.mlp\.hook_pre$/, 'encoder.$1.ffn.pre'],
  [/^ln_final\.hook_normalized$/, 'encoder.norm'],
  [/^encoder\.layers\.(\d+)$/, 'encoder.$1'],
  [/^encoder\.layers\.(\d+)\.(?:attention|self_attn)(?:\.out_proj)?$/, 'encoder.$1.attention'],
  [/^encoder\.layers\.(\d+)\.(?:feed_forward\.intermediate_act_fn|activation_fn)$/, 'encoder.$1.ffn'],
  [/^encoder\.layers\.(\d+)\.(?:feed_forward\.intermediate_dense|fc1)$/, 'encoder.$1.ffn.pre'],
  [/^feature_extractor\.conv_layers\.(\d+)$/, 'conv.$1'],
  [/^feature_projection(?:\.projection)?$/, 'projection'],
  // dictionary_learning's words for what TransformerLens calls hook_resid_post
  [/^resid_post_layer_(\d+)$/, 'encoder.$1'],
];

/** What stands before the names of a model with a head. */
const PREFIX = /^(?:model|wav2vec2|hubert|wavlm|data2vec_audio|unispeech|unispeech_sat)\./;

/**
 * What a place is called here that TransformerLens or transformers name: `encoder.6` for `blocks.6.hook_resid_post`, for
 * `blocks.7.hook_resid_pre` and for `encoder.layers.6`. Undefined for a name of neither, and for places that are no layers here,
 * such as `blocks.6.hook_mlp_out`.
 */
export function layerOfHook(name: string): string | undefined {
  const bare = name.replace(PREFIX, '').replace(PREFIX, '');
  const before = /^blocks\.(\d{1,4})\.hook_resid_pre$/.exec(bare)?.[1];
  if (before !== undefined) return Number(before) === 0 ? 'encoder.input' : `encoder.${Number(before) - 1}`;
  for (const [pattern, layer] of NAMES) if (pattern.test(bare)) return bare.replace(pattern, layer);
  return undefined;
}

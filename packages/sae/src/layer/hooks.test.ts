import { expect, test } from 'vitest';
import { layerOfHook } from '../index.js';

test.each([
  ['blocks.6.hook_resid_post', 'encoder.6'],
  ['blocks.7.hook_resid_pre', 'encoder.6'],
  ['blocks.0.hook_resid_pre', 'encoder.input'],
  ['blocks.2.hook_attn_out', 'encoder.2.attention'],
  ['blocks.11.mlp.hook_post', 'encoder.11.ffn'],
  ['blocks.11.mlp.hook_pre', 'encoder.11.ffn.pre'],
  ['encoder.layers.6', 'encoder.6'],
  ['wav2vec2.encoder.layers.6', 'encoder.6'],
  ['model.encoder.layers.3.self_attn', 'encoder.3.attention'],
  ['model.encoder.layers.3.fc1', 'encoder.3.ffn.pre'],
  ['hubert.encoder.layers.3.feed_forward.intermediate_act_fn', 'encoder.3.ffn'],
  ['wavlm.feature_extractor.conv_layers.4', 'conv.4'],
  ['feature_projection', 'projection'],
  ['resid_post_layer_4', 'encoder.4'],
  ['blocks.6.hook_mlp_out', undefined],
  ['blocks.6.attn.hook_z', undefined],
  ['transformer.h.6', undefined],
  ['encoder.6', undefined],
  ['', undefined],
])('%s is %s', (hook, layer) => {
  expect(layerOfHook(hook)).toBe(layer);
});

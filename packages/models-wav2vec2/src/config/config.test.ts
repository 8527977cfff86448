import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.js';

const base = { model_type: 'wav2vec2' };

describe('parseConfig', () => {
  test('has the defaults of transformers, which are those of wav2vec2-base', () => {
    expect(parseConfig(base)).toEqual({
      family: 'wav2vec2',
      convs: [10, 3, 3, 3, 3, 2, 2].map((taps, i) => ({ channels: 512, taps, stride: i === 0 ? 5 : 2 })),
      convBias: false,
      convNorm: 'group',
      hidden: 768,
      blocks: 12,
      heads: 12,
      ffn: 3072,
      positional: { norm: 'weight', layers: 1, taps: 128, groups: 16 },
      projectionNorm: true,
      relative: undefined,
      preNorm: false,
      eps: 1e-5,
      tokens: 32,
      hasHead: false,
    });
  });

  test('takes a null adapter, the other spelling of the same GELU, and settings that change nothing', () => {
    const extra = {
      adapter_attn_dim: null,
      add_adapter: false,
      hidden_act: 'gelu_python',
      mask_time_prob: 0.5,
      classifier_proj_size: 7,
    };
    expect(parseConfig({ ...base, ...extra })).toEqual(parseConfig(base));
  });

  test('names classes as transformers does', () => {
    const labels = (settings: object) =>
      parseConfig({ ...base, architectures: ['Wav2Vec2ForSequenceClassification'], ...settings }).classifier?.labels;
    expect(labels({})).toEqual(['LABEL_0', 'LABEL_1']);
    expect(labels({ num_labels: 3 })).toEqual(['LABEL_0', 'LABEL_1', 'LABEL_2']);
    expect(labels({ id2label: { 1: 'ang', 0: 'neu' }, num_labels: 7 })).toEqual(['neu', 'ang']);
    expect(labels({ id2label: { 0: 0, 1: 1 } })).toEqual(['0', '1']);
    const speaker = { ...base, architectures: ['Wav2Vec2ForXVector'], id2label: { 0: 'Ann' } };
    expect(parseConfig(speaker).classifier).toMatchObject({ labels: undefined, embedding: 512 });
  });

  test.each<[unknown, string]>([
    [null, 'config.json must be an object, got null'],
    [[], 'config.json must be an object, got an array of 0'],
    [
      {},
      'config.json is of model_type undefined, which cannot be loaded; choose from wav2vec2, hubert, wavlm, data2vec-audio, unispeech, unispeech-sat',
    ],
    [
      { model_type: 'wav2vec2-conformer' },
      'config.json is of model_type "wav2vec2-conformer", whose blocks hold convolutions, too (Conformer): it cannot be loaded, also not with upTo; choose from wav2vec2,',
    ],
    [
      { model_type: 'wav2vec2-bert' },
      'which hears log-mel features, not the waveform, with Conformer blocks: it cannot be',
    ],
    [{ model_type: 'sew' }, 'config.json is of model_type "sew", which cannot be loaded; choose from wav2vec2, hubert'],
    [
      { model_type: 'hubert', add_adapter: true },
      "add_adapter in config.json is true; transformers' model of this family",
    ],
    [
      { ...base, add_adapter: true, adapter_kernel_size: 2 },
      'adapter_kernel_size in config.json must be a whole number at least 3',
    ],
    [
      { ...base, architectures: ['Wav2Vec2ForXVector'], tdnn_kernel: [5, 3] },
      'tdnn_kernel and tdnn_dilation in config.json must be as long as tdnn_dim, got 2, 5 and 5',
    ],
    [
      { ...base, architectures: ['Wav2Vec2ForSequenceClassification'], id2label: { 0: 'no', 2: 'yes' } },
      'id2label in config.json must name each of its 2 channels 0 … 1, got undefined for 1',
    ],
    [
      { ...base, architectures: ['Wav2Vec2ForSequenceClassification'], id2label: [] },
      'id2label in config.json must be an object, got an array of 0',
    ],
    [
      { ...base, hidden_act: 'gelu_new' },
      'hidden_act in config.json is "gelu_new"; only "gelu" and "gelu_python", the GELU by the error function, can be loaded',
    ],
    [{ ...base, feat_extract_activation: 'relu' }, 'feat_extract_activation in config.json is "relu"'],
    [{ ...base, hidden_act: null }, 'hidden_act in config.json is null'],
    [
      { ...base, feat_extract_norm: 'batch' },
      'unknown feat_extract_norm in config.json "batch"; choose from group, layer',
    ],
    [{ ...base, do_stable_layer_norm: 'yes' }, 'do_stable_layer_norm in config.json must be true or false, got "yes"'],
    [{ ...base, conv_bias: 1 }, 'conv_bias in config.json must be true or false, got 1'],
    [{ ...base, conv_dim: 512 }, 'conv_dim in config.json must be a list of 1 to 100 whole numbers, got 512'],
    [{ ...base, conv_dim: [] }, 'conv_dim in config.json must be a list of 1 to 100 whole numbers, got an array of 0'],
    [
      { ...base, conv_stride: [5, 0, 2, 2, 2, 2, 2] },
      'conv_stride[1] in config.json must be a whole number at least 1',
    ],
    [
      { ...base, conv_kernel: [10, 3] },
      'conv_dim, conv_kernel and conv_stride in config.json must be equally long, got 7, 2 and 7',
    ],
    [
      { ...base, hidden_size: '768' },
      'hidden_size in config.json must be a whole number at least 1 and at most 1000000, got "768"',
    ],
    [{ ...base, num_hidden_layers: 0 }, 'num_hidden_layers in config.json must be a whole number at least 1'],
    [{ ...base, num_hidden_layers: 1e9 }, 'num_hidden_layers in config.json must be a whole number'],
    [{ ...base, num_attention_heads: 7 }, 'num_attention_heads in config.json must divide hidden_size 768, got 7'],
    [
      { ...base, num_conv_pos_embedding_groups: 5 },
      'num_conv_pos_embedding_groups in config.json must divide hidden_size 768',
    ],
    [
      { model_type: 'hubert', conv_pos_batch_norm: 1 },
      'conv_pos_batch_norm in config.json must be true or false, got 1',
    ],
    [{ model_type: 'wavlm', num_buckets: 3 }, 'num_buckets in config.json must be a whole number at least 4'],
    [
      { model_type: 'wavlm', num_buckets: 40, max_bucket_distance: 10 },
      'max_bucket_distance in config.json must be a whole number at least 11',
    ],
    [{ model_type: 'data2vec-audio', num_conv_pos_embeddings: 1e6 }, 'num_conv_pos_embeddings in config.json must be'],
    [{ ...base, layer_norm_eps: -1 }, 'layer_norm_eps in config.json must be a finite number at least 0, got -1'],
  ])('refuses %j', (json, message) => {
    expect(() => parseConfig(json)).toThrow(InputError);
    expect(() => parseConfig(json)).toThrow(message);
  });
});

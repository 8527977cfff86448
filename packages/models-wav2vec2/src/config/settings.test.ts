import { readFile } from 'node:fs/promises';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.js';
import { FAMILIES } from './families/families.js';
import { SETTINGS } from './settings.js';

/** What transformers' configuration class has by default, and the keys that its modeling code reads. */
interface Known {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly read: readonly string[];
}

const known = JSON.parse(await readFile(lineFolder('config-keys.json'), 'utf8')) as Readonly<Record<string, Known>>;

/** For each honoured key a legal value that is no family's default. */
const OTHER: Readonly<Record<string, unknown>> = {
  vocab_size: 33,
  hidden_size: 1536,
  num_hidden_layers: 13,
  num_attention_heads: 8,
  intermediate_size: 77,
  layer_norm_eps: 0.5,
  feat_extract_norm: 'layer',
  conv_dim: [512, 512, 512, 512, 512, 512, 80],
  conv_stride: [5, 2, 2, 2, 2, 2, 3],
  conv_kernel: [10, 3, 3, 3, 3, 2, 5],
  conv_bias: true,
  num_conv_pos_embeddings: 64,
  num_conv_pos_embedding_groups: 8,
  do_stable_layer_norm: true,
  feat_proj_layer_norm: false,
  conv_pos_batch_norm: true,
  num_buckets: 100,
  max_bucket_distance: 900,
  conv_pos_kernel_size: 20,
  add_adapter: true,
  adapter_kernel_size: 5,
  adapter_stride: 3,
  num_adapter_layers: 2,
  output_hidden_size: 96,
  adapter_attn_dim: 16,
  use_weighted_layer_sum: true,
  classifier_proj_size: 77,
  num_labels: 5,
  id2label: { 0: 'neu', 1: 'hap', 2: 'ang' },
  tdnn_dim: [512, 512, 512, 512, 1000],
  tdnn_kernel: [5, 3, 3, 1, 2],
  tdnn_dilation: [1, 2, 3, 1, 2],
  xvector_output_dim: 192,
};

/** The parts that some keys are honoured in, switched on. */
const WHERE: Readonly<Record<string, (className: string) => Readonly<Record<string, unknown>>>> = {
  everywhere: () => ({}),
  convAdapter: () => ({ add_adapter: true }),
  preNorm: () => ({ do_stable_layer_norm: true }),
  sequence: (className) => ({ architectures: [`${className}ForSequenceClassification`] }),
  xvector: (className) => ({ architectures: [`${className}ForXVector`] }),
};

test('every family of transformers that is recorded can be loaded, and no other', () => {
  expect(FAMILIES.map(({ type }) => type).sort()).toEqual(Object.keys(known).sort());
});

describe.each(FAMILIES)('$type', ({ type, className, settings }) => {
  const { defaults, read } = known[type]!;
  const treatments = { ...SETTINGS, ...settings };
  const keys = [...new Set([...Object.keys(defaults), ...read])];
  const base = parseConfig({ model_type: type });

  test('every key that transformers has or reads is honoured, refused or without effect', () => {
    expect(keys.filter((key) => !Object.hasOwn(treatments, key))).toEqual([]);
  });

  test('has the defaults of transformers', () => {
    expect(parseConfig({ ...defaults, model_type: type })).toEqual(base);
  });

  test.each(keys.filter((key) => treatments[key]?.is === 'honoured' && key in OTHER))('%s is honoured', (key) => {
    const treatment = treatments[key] as { readonly where?: string };
    const where = { model_type: type, ...WHERE[treatment.where ?? 'everywhere']!(className) };
    expect(defaults[key]).not.toEqual(OTHER[key]);
    expect(parseConfig({ ...where, [key]: OTHER[key] })).not.toEqual(parseConfig(where));
    if (treatment.where) expect(parseConfig({ model_type: type, [key]: OTHER[key] })).toEqual(base);
  });

  test('architectures says whether there is a head; that and the model type complete what is honoured', () => {
    expect(parseConfig({ model_type: type, architectures: [`${className}ForCTC`] })).toEqual({
      ...base,
      hasHead: true,
    });
    expect(parseConfig({ model_type: type, architectures: ['OtherForCTC'] })).toEqual(base);
    const rest = keys.filter((key) => treatments[key]?.is === 'honoured' && !(key in OTHER));
    expect(rest.sort()).toEqual(['architectures', 'model_type']);
  });

  test.each(keys.filter((key) => treatments[key]?.is === 'fixed'))('%s is refused unless it changes nothing', (key) => {
    if (key in defaults) expect(parseConfig({ model_type: type, [key]: defaults[key] })).toEqual(base);
    for (const value of [true, 3, 'relu', 'gelu_new', ['x']]) {
      const load = () => parseConfig({ model_type: type, [key]: value });
      expect(load).toThrow(InputError);
      expect(load).toThrow(`${key} in config.json is `);
    }
  });

  test.each(keys.filter((key) => treatments[key]?.is === 'unread'))('%s has no effect', (key) => {
    for (const value of [true, 3, 'x', null]) expect(parseConfig({ model_type: type, [key]: value })).toEqual(base);
  });
});

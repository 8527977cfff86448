import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Files } from '../index.js';
import { looseCheckpoint, pack, packChanged } from '../testing/checkpoint.js';

const base = await looseCheckpoint('base');
const tensor = (pattern: string) => [...base.tensors.keys()].find((name) => name.endsWith(pattern))!;
const lacking = (pattern: string) => new Map([...base.tensors].filter(([name]) => name !== tensor(pattern)));
const reshaped = (pattern: string, shape: number[]) =>
  new Map(base.tensors).set(tensor(pattern), { data: base.tensors.get(tensor(pattern))!.data, shape });

const weights = pack(base).weights as Uint8Array;
test.each<[string, unknown, string]>([
  ['nothing', undefined, 'a checkpoint must be an object, got undefined'],
  [
    'a path that is not there',
    './models/wav2vec2-base',
    '"./models/wav2vec2-base" is not a folder; pass a folder with config.json and weights, the id of a model on the Hugging',
  ],
  ['a file', lineFolder('base/config.json'), 'is not a folder'],
  ['a folder without config.json', lineFolder(''), 'has no config.json'],
  [
    'text as weights',
    { ...pack(base), weights: 'bytes' },
    'weights must be a Uint8Array or ArrayBuffer of model.safetensors or pytorch_model.bin, got "bytes"',
  ],
  ['no config', { weights }, 'config.json must be an object, got undefined'],
  [
    'another model type',
    packChanged(base, { config: { ...base.config, model_type: 'sew' } }),
    'config.json is of model_type "sew"',
  ],
  [
    'an adapter that is not there',
    packChanged(base, { config: { ...base.config, add_adapter: true } }),
    'lacks the weight "adapter.layers.0.conv.weight"',
  ],
  [
    'a classification head that is not there',
    packChanged(base, { config: { ...base.config, architectures: ['Wav2Vec2ForSequenceClassification'] } }),
    'lacks the weight "projector.weight", with or without the prefix "wav2vec2."; { upTo: "encoder.1" } loads the model without its head',
  ],
  [
    'two models in one file',
    packChanged(base, {
      tensors: new Map(
        [...base.tensors].flatMap(([name, value]) => [
          [`teacher.${name}`, value],
          [`student.${name}`, value],
        ]),
      ),
    }),
    'model.safetensors holds several models ("teacher.", "student."); save one of them by itself',
  ],
  [
    'truncated weights',
    { ...pack(base), weights: weights.subarray(0, weights.length - 100) },
    'the file is truncated or its header lies',
  ],
  ['empty weights', { ...pack(base), weights: new Uint8Array(0) }, 'is empty: it has 0 bytes; get the file again'],
  [
    'weights that are no safetensors',
    { ...pack(base), weights: new Uint8Array(64).fill(200) },
    'it is damaged or of another format',
  ],
  [
    'a missing weight',
    packChanged(base, { tensors: lacking('layers.1.attention.k_proj.weight') }),
    'model.safetensors lacks the weight "encoder.layers.1.attention.k_proj.weight"',
  ],
  [
    'a missing direction',
    packChanged(base, { tensors: lacking('weight_v') }),
    'lacks the weight "encoder.pos_conv_embed.conv.weight_v"',
  ],
  [
    'a missing length',
    packChanged(base, { tensors: lacking('weight_g') }),
    'lacks the weight "encoder.pos_conv_embed.conv.parametrizations.weight.original0"',
  ],
  ['a missing head', packChanged(base, { tensors: lacking('lm_head.weight') }), 'lacks the weight "lm_head.weight"'],
  [
    'a bias that the config asks for',
    packChanged(base, { config: { ...base.config, conv_bias: true } }),
    'lacks the weight "feature_extractor.conv_layers.0.conv.bias"',
  ],
  [
    'a block too many',
    packChanged(base, { config: { ...base.config, num_hidden_layers: 3 } }),
    'lacks the weight "encoder.layers.2.attention.q_proj.weight"',
  ],
  [
    'another shape',
    packChanged(base, { tensors: reshaped('projection.weight', [16, 24]) }),
    'has the shape [16,24], config.json asks for [24,16]',
  ],
  ['another width', packChanged(base, { config: { ...base.config, hidden_size: 48 } }), 'config.json asks for [48'],
  [
    'another vocabulary size',
    packChanged(base, { config: { ...base.config, vocab_size: 32 } }),
    'weight "lm_head.weight" of model.safetensors has the shape [11,24], config.json asks for [32,24]',
  ],
  ...['version https://git-lfs.github.com/spec/v1\noid sha256:8aa76ab2\nsize 377607901\n'].map(
    (pointer): [string, unknown, string] => [
      'a pointer',
      { ...pack(base), weights: new TextEncoder().encode(pointer) },
      'what is given as weights is a git-lfs pointer, not the file: git lfs pull',
    ],
  ),
  ...[
    '\ufeff<!DOCTYPE html><html>',
    '<!-- a proxy --><html>',
    `<title>${'é'.repeat(2000)}`,
    '<meta charset="utf-8">',
  ].map((page): [string, unknown, string] => [
    'a page',
    { ...pack(base), weights: new TextEncoder().encode(page) },
    'what is given as weights is a web page, not the file: ',
  ]),
  ...['nicht gefunden: ü', `ü${'not found '.repeat(300)}`, `a${'ü'.repeat(2000)}`].map(
    (text): [string, unknown, string] => [
      'a longer or foreign text',
      { ...pack(base), weights: new TextEncoder().encode(text) },
      'what is given as weights is a text, not weights: it begins with ',
    ],
  ),
  [
    'a text',
    { ...pack(base), weights: new TextEncoder().encode('Entry not found') },
    'what is given as weights is a text, not weights: it begins with "Entry not found"',
  ],
  [
    'another feature extractor',
    packChanged(base, { preprocessor: { feature_extractor_type: 'X' } }),
    'feature_extractor_type in preprocessor_config.json is "X"',
  ],
])('refuses %s in one sentence', async (_, source, message) => {
  const error = await loadWav2Vec2(source as Wav2Vec2Files).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toContain(message);
  expect((error as Error).message).not.toContain('\n');
});

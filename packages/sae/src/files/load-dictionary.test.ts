import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { packTensors, unpackTensors } from '@audiate/checkpoints/internal/testing/tensors';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { type DictionaryFiles, type LoadDictionaryOptions, loadDictionary } from '../index.js';

const folder = lineFolder('dictionaries');
const lens = (name: string) => `${folder}/sae-lens/${name}`;
const config = async (name: string) => JSON.parse(await readFile(`${lens(name)}/cfg.json`, 'utf8'));
const weights = async (name: string) => new Uint8Array(await readFile(`${lens(name)}/sae_weights.safetensors`));
const files = async (name: string, changes: object = {}): Promise<DictionaryFiles> => ({
  'cfg.json': { ...(await config(name)), ...changes },
  'sae_weights.safetensors': await weights(name),
});
const learned = async (kind: string, without: readonly string[] = []): Promise<DictionaryFiles> => {
  const read = async (name: string) => [
    name,
    new Uint8Array(await readFile(`${folder}/dictionary-learning/${kind}/${name}`)),
  ];
  return Object.fromEntries(
    await Promise.all(['ae.pt', 'config.json'].filter((name) => !without.includes(name)).map(read)),
  );
};

test('a folder of many, a folder in it, and files in memory are the same dictionary', async () => {
  const direct = await loadDictionary(lens('topk'));
  const within = await loadDictionary(folder, { folder: 'sae-lens/topk' });
  const given = await loadDictionary(await files('topk'));
  expect([direct, within, given].map(({ fingerprint }) => fingerprint)).toEqual(Array(3).fill(direct.fingerprint));
  expect([direct.name, within.name, given.name]).toEqual(['topk', 'dictionaries/sae-lens/topk', 'dictionary']);
  expect((await loadDictionary(lens('topk'), { name: 'mine' })).name).toBe('mine');
  const { channels, features, outputs, transcodes, trainedOn } = direct;
  expect({ channels, features, outputs, transcodes }).toEqual({
    channels: 24,
    features: 40,
    outputs: 24,
    transcodes: false,
  });
  expect(trainedOn).toEqual({ reads: 'blocks.1.hook_resid_post' });
});

test('a transcoder says what it reads and what it writes', async () => {
  const { trainedOn, outputs, transcodes } = await loadDictionary(lens('skip_transcoder'));
  expect({ outputs, transcodes }).toEqual({ outputs: 16, transcodes: true });
  expect(trainedOn).toEqual({ reads: 'blocks.1.hook_resid_post', writes: 'blocks.2.hook_mlp_out' });
});

test('without config.json the names of the weights tell the class, and k or a threshold where they do not', async () => {
  for (const kind of [
    'AutoEncoder',
    'AutoEncoderNew',
    'GatedAutoEncoder',
    'JumpReluAutoEncoder',
    'MatryoshkaBatchTopKSAE',
  ]) {
    const [bare, told] = [
      await loadDictionary(await learned(kind, ['config.json'])),
      await loadDictionary(await learned(kind)),
    ];
    expect(bare.fingerprint, kind).toBe(told.fingerprint);
    expect(told.trainedOn).toEqual({ reads: 'resid_post_layer_1' });
    expect(bare.trainedOn).toBeUndefined();
  }
  const topk = await learned('AutoEncoderTopK', ['config.json']);
  await expect(loadDictionary(topk)).rejects.toThrow(
    new InputError(
      'ae.pt in what is given may be a TopK or a BatchTopK, and there is no config.json that tells; give { k } or { threshold }',
    ),
  );
  const told = await loadDictionary(await learned('AutoEncoderTopK'));
  expect((await loadDictionary(topk, { k: 6 })).fingerprint).toBe(told.fingerprint);
  const batch = await loadDictionary(await learned('BatchTopKSAE', ['config.json']), { threshold: 0.1 });
  expect(batch.fingerprint).not.toBe((await loadDictionary(await learned('BatchTopKSAE'))).fingerprint);
});

test('tensors by names, in either layout, are the dictionary that SAELens reads', async () => {
  const lenses = await unpackTensors(`${lens('jumprelu')}/sae_weights.safetensors`);
  const theirs = await loadDictionary(await files('jumprelu', { normalize_activations: 'none' }));
  const own = new Map([...lenses].map(([name, value]) => [`my.${name}`, value]));
  const names = { encoder: 'my.W_enc', encoderBias: 'my.b_enc', decoder: 'my.W_dec', decoderBias: 'my.b_dec' };
  const activation = { kind: 'jumprelu', threshold: 'my.threshold' } as const;
  const found = await loadDictionary(
    { 'dictionary.safetensors': packTensors(own) },
    { tensors: { file: 'dictionary.safetensors', layout: 'in-out', ...names, activation } },
  );
  expect(found.fingerprint).toBe(theirs.fingerprint);
  const linear = await loadDictionary(`${folder}/dictionary-learning/AutoEncoderTopK`, {
    tensors: {
      file: 'ae.pt',
      encoder: 'encoder.weight',
      encoderBias: 'encoder.bias',
      inputBias: 'b_dec',
      decoder: 'decoder.weight',
      decoderBias: 'b_dec',
      activation: { kind: 'topk', k: 6 },
    },
  });
  expect(linear.fingerprint).toBe((await loadDictionary(`${folder}/dictionary-learning/AutoEncoderTopK`)).fingerprint);
});

test.each<[string, string, object, RegExp]>([
  [
    'another architecture',
    'standard',
    { architecture: 'crosscoder' },
    /^unknown architecture in cfg\.json in what is given "crosscoder"; choose from standard, topk/,
  ],
  [
    'a training architecture',
    'jumprelu',
    { architecture: 'batchtopk' },
    /is "batchtopk", as only training has it; save_inference_model writes it as jumprelu$/,
  ],
  [
    'another activation',
    'standard',
    { activation_fn: 'tanh-relu' },
    /^unknown activation_fn in cfg\.json in what is given "tanh-relu"/,
  ],
  [
    'a k of text',
    'topk',
    { k: '7' },
    /^k in cfg\.json in what is given must be a whole number at least 1 .*, got "7"$/,
  ],
  ['a k above the features', 'topk', { k: 41 }, /^k of topk must be a whole number at least 1 and at most 40, got 41$/],
  [
    'a flag of text',
    'topk',
    { apply_b_dec_to_input: 'yes' },
    /^apply_b_dec_to_input in .* must be true or false, got "yes"$/,
  ],
  [
    'lying channels',
    'standard',
    { d_in: 23 },
    /^tensor "b_dec" of sae_weights\.safetensors has the shape \[24\], not \[23\]$/,
  ],
  [
    'lying features',
    'standard',
    { d_sae: 2 ** 23 },
    /^tensor "W_enc" of .* has the shape \[24,40\], not \[24,8388608\]$/,
  ],
  ['no size', 'standard', { d_sae: null }, /^d_sae in cfg\.json in what is given must be a whole number at least 1/],
  [
    'an unknown normalisation',
    'standard',
    { normalize_activations: 'batch' },
    /^unknown normalize_activations in .* "batch"; choose from none,/,
  ],
  [
    'a missing weight',
    'standard',
    { architecture: 'gated' },
    /^sae_weights\.safetensors has no tensor "b_gate"; it has "W_dec"|has no tensor "b_gate"/,
  ],
  [
    'a trained factor',
    'standard',
    { finetuning_scaling_factor: true },
    /^finetuning_scaling_factor in .* is true; fold it into W_dec and save again$/,
  ],
])('refuses %s', async (_, name, changes, message) => {
  await expect(loadDictionary(await files(name, changes))).rejects.toThrow(message);
  await expect(loadDictionary(await files(name, changes))).rejects.toBeInstanceOf(InputError);
});

test.each<[string, LoadDictionaryOptions, RegExp]>([
  [
    'a folder above',
    { folder: '../secret' },
    /^folder must be the path of a folder in the source, such as "a\/b", got "\.\.\/secret"$/,
  ],
  ['a folder from the root', { folder: '/etc' }, /^folder must be the path of a folder/],
  [
    'a folder that is not there',
    { folder: 'nothing' },
    /^nothing in folder ".*" has neither cfg\.json \(SAELens\) nor ae\.pt \(dictionary_learning\); name a folder/,
  ],
  [
    'an unknown option',
    { folders: 'x' } as never,
    /^options of loadDictionary must not have "folders"; do you mean folder\?$/,
  ],
  [
    'a file above',
    { tensors: { file: '../x', encoder: 'a', activation: { kind: 'relu' } } },
    /^file of tensors must be a plain file name/,
  ],
  [
    'tensors without an encoder',
    { tensors: { activation: { kind: 'relu' } } as never },
    /^tensors must name the encoder, got undefined$/,
  ],
])('refuses %s', async (_, options, message) => {
  await expect(loadDictionary(folder, options)).rejects.toThrow(message);
});

test('damaged files are told in one sentence', async () => {
  const root = await mkdtemp(join(tmpdir(), 'audiate-sae-'));
  try {
    await cp(lens('standard'), root, { recursive: true });
    const bytes = await weights('standard');
    await writeFile(join(root, 'sae_weights.safetensors'), bytes.subarray(0, bytes.length - 40));
    await expect(loadDictionary(root)).rejects.toThrow(/truncated or its header lies/);
    await rm(join(root, 'sae_weights.safetensors'));
    await expect(loadDictionary(root)).rejects.toThrow(/has cfg\.json, but no sae_weights\.safetensors$/);
    await writeFile(join(root, 'cfg.json'), '{');
    await expect(loadDictionary(root)).rejects.toThrow(/^cfg\.json in folder ".*" is not JSON/);
    await rm(join(root, 'cfg.json'));
    // A pickle that would call a function of the system.
    await writeFile(join(root, 'ae.pt'), 'cos\nsystem\n(S"echo"\ntR.');
    await expect(loadDictionary(root)).rejects.toBeInstanceOf(InputError);
  } finally {
    await rm(root, { recursive: true });
  }
});

test('numbers that are not finite are refused', async () => {
  const tensors = await unpackTensors(`${lens('standard')}/sae_weights.safetensors`);
  const { shape } = tensors.get('b_enc')!;
  tensors.set('b_enc', { shape, data: new Float32Array(40).fill(Number.NaN, 3, 4) });
  const given = { ...(await files('standard')), 'sae_weights.safetensors': packTensors(tensors) };
  await expect(loadDictionary(given)).rejects.toThrow(
    'encoderBias of dictionary "dictionary" must be finite, got NaN as number 3',
  );
});

test('a BatchTopK whose threshold was never learned says so', async () => {
  await expect(loadDictionary(await learned('BatchTopKSAE'), { threshold: -1 })).rejects.toThrow(
    /^BatchTopKSAE has no threshold yet/,
  );
});

test('a signal aborts', async () => {
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(loadDictionary(await files('standard'), { signal })).rejects.toThrow('stop');
  await expect(loadDictionary(lens('standard'), { signal })).rejects.toThrow('stop');
});

import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lineFolder } from '../testing/golden.js';
import { copyOfBase, copyShards, WITHOUT_WEIGHTS } from '../testing/line-copy.js';
import { readAll } from '../testing/read-all.js';

let folder: string;
beforeEach(async () => {
  folder = await copyOfBase(WITHOUT_WEIGHTS);
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const INDEX = 'model.safetensors.index.json';
const copy = (kind: string) => copyShards(kind, folder);
const writeIndex = (index: unknown) => writeFile(join(folder, INDEX), JSON.stringify(index));
const index = async () => JSON.parse(await readFile(join(folder, INDEX), 'utf8'));

describe('shards', () => {
  test.each(['safetensors', 'torch'])('of %s, as huggingface_hub writes them, are the same model', async (kind) => {
    await copy(kind);
    expect((await readAll(folder)).fingerprint).toBe((await readAll(lineFolder('base'))).fingerprint);
  });

  const climbing = [
    '../model.safetensors',
    '/etc/x.safetensors',
    'a/b.safetensors',
    '..\\x.safetensors',
    '.x.safetensors',
    'C:x.safetensors',
    '',
    3,
    null,
  ];
  test.each(climbing)('in a file named %j are refused', async (file) => {
    await writeIndex({ weight_map: { 'lm_head.weight': file } });
    const error = await readAll(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(/^the file of tensor "lm_head\.weight" in .* must be a plain file name/);
  });

  test.each<[string, unknown, string]>([
    ['is no object', [], 'weight_map in model.safetensors.index.json must be an object of file names'],
    ['has no map', { metadata: {} }, 'must be an object of file names, got undefined'],
    ['names another format', { weight_map: { a: 'x.bin' } }, 'names "x.bin", which is not a .safetensors file'],
    [
      'names a missing shard',
      { weight_map: { 'wav2vec2.feature_extractor.conv_layers.0.conv.weight': 'x.safetensors' } },
      'has no x.safetensors, which model.safetensors.index.json names',
    ],
    ['lacks a weight', { weight_map: {} }, 'model.safetensors.index.json lacks the weight'],
    [
      'names too many',
      { weight_map: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`t${i}`, `m${i}.safetensors`])) },
      'names 1001 files, more than 1000',
    ],
  ])('whose index %s are refused', async (_, content, message) => {
    await writeIndex(content);
    await expect(readAll(folder)).rejects.toThrow(message);
  });

  test('that lack what the index places there are refused, and so is a shard that is a folder', async () => {
    await copy('safetensors');
    const { weight_map: map } = await index();
    const first = 'wav2vec2.feature_extractor.conv_layers.0.conv.weight';
    const other = Object.values<string>(map).find((file) => file !== map[first])!;
    await writeIndex({ weight_map: { ...map, [first]: other } });
    await expect(readAll(folder)).rejects.toThrow(`${other} lacks the tensor "${first}", which ${INDEX} places there`);
    await writeIndex({ weight_map: { ...map, [first]: 'folder.safetensors' } });
    await symlink('/tmp', join(folder, 'folder.safetensors'));
    await expect(readAll(folder)).rejects.toThrow(/cannot be read|is not a file/);
  });
});

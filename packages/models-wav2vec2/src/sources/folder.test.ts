import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2 } from '../index.js';
import { looseCheckpoint, pack } from '../testing/checkpoint.js';
import { lineFolder } from '../testing/golden.js';

const base = await looseCheckpoint('base');

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'audiate-')), 'my-model');
    await mkdir(folder);
    for (const name of ['config.json', 'model.safetensors', 'preprocessor_config.json', 'vocab.json']) {
      await copyFile(join(lineFolder('base'), name), join(folder, name));
    }
  });
  afterAll(() => rm(join(folder, '..'), { recursive: true }));

  test('is named for itself, with or without a slash at its end', async () => {
    expect((await loadWav2Vec2(`${folder}/`)).name).toBe('my-model');
  });

  test('may have its feature extractor in processor_config.json, which wins', async () => {
    const expected = (await loadWav2Vec2(pack({ ...base, preprocessor: { do_normalize: false } }))).fingerprint;
    const file = join(folder, 'processor_config.json');
    await writeFile(file, JSON.stringify({ feature_extractor: { do_normalize: false }, processor_class: 'P' }));
    expect((await loadWav2Vec2(folder)).fingerprint).toBe(expected);
    await rm(file);
  });

  test('whose files are damaged gets one sentence', async () => {
    const vocabulary = await readFile(join(folder, 'vocab.json'));
    await writeFile(join(folder, 'vocab.json'), '{"a": ');
    await expect(loadWav2Vec2(folder)).rejects.toThrow(/^vocab\.json in folder ".*my-model" is not JSON: /);
    await writeFile(join(folder, 'vocab.json'), vocabulary);
    await truncate(join(folder, 'model.safetensors'), 20_000);
    await expect(loadWav2Vec2(folder)).rejects.toThrow('the file is truncated or its header lies');
    await rm(join(folder, 'model.safetensors'));
    await expect(loadWav2Vec2(folder)).rejects.toThrow(
      /^folder ".*my-model" has no model\.safetensors, no pytorch_model\.bin and no index/,
    );
  });
});

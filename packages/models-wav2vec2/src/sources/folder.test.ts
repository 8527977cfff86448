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

  test.each([
    ['{"a": ', /^vocab\.json in folder ".*my-model" is not JSON: /],
    ['version https://git-lfs.github.com/spec/v1\n', /^vocab\.json in folder ".*my-model" is a git-lfs pointer/],
    ['{"eng": {"a": 0}, "fra": {"a": 0}}', /^vocab\.json has a vocabulary for each language/],
  ])('whose vocabulary is damaged loses the vocabulary alone, and says so once (%#)', async (text, why) => {
    const vocabulary = await readFile(join(folder, 'vocab.json'));
    const warnings: string[] = [];
    const note = (warning: Error) => void warnings.push(warning.message);
    process.on('warning', note);
    await writeFile(join(folder, 'vocab.json'), text);
    const models = [await loadWav2Vec2(folder), await loadWav2Vec2(folder)];
    await writeFile(join(folder, 'vocab.json'), vocabulary);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    for (const { vocabulary: none, noVocabulary, layers } of models) {
      expect([none, 'logits' in layers]).toEqual([undefined, true]);
      expect(noVocabulary).toMatch(why);
    }
    expect(warnings).toEqual([`my-model is loaded without its vocabulary: ${models[0]!.noVocabulary}`]);
  });

  test.each(['model.safetensors', 'config.json'])('whose %s is something else says what it is', async (name) => {
    const file = join(folder, name);
    const bytes = await readFile(file);
    await writeFile(file, 'version https://git-lfs.github.com/spec/v1\noid sha256:8aa76ab2\nsize 377607901\n');
    await expect(loadWav2Vec2(folder)).rejects.toThrow(
      new RegExp(`^${name} in folder ".*my-model" is a git-lfs pointer, not the file: git lfs pull$`),
    );
    await writeFile(file, '<!DOCTYPE html>\n<html>');
    await expect(loadWav2Vec2(folder)).rejects.toThrow(/ is a web page, not the file: download it from the address/);
    await writeFile(file, bytes);
  });

  test('whose files are damaged gets one sentence', async () => {
    const config = await readFile(join(folder, 'config.json'));
    await writeFile(join(folder, 'config.json'), '{"a": ');
    await expect(loadWav2Vec2(folder)).rejects.toThrow(/^config\.json in folder ".*my-model" is not JSON: /);
    await writeFile(join(folder, 'config.json'), config);
    await truncate(join(folder, 'model.safetensors'), 20_000);
    await expect(loadWav2Vec2(folder)).rejects.toThrow('the file is truncated or its header lies');
    await rm(join(folder, 'model.safetensors'));
    await expect(loadWav2Vec2(folder)).rejects.toThrow(
      /^folder ".*my-model" has no model\.safetensors, no pytorch_model\.bin and no index/,
    );
  });
});

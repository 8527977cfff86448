import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOfBase, WITHOUT_WEIGHTS } from '../testing/line-copy.js';
import { readAll } from '../testing/read-all.js';

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await copyOfBase([...WITHOUT_WEIGHTS, 'model.safetensors']);
  });
  afterAll(() => rm(join(folder, '..'), { recursive: true }));

  test('is named for itself, with or without a slash at its end', async () => {
    expect((await readAll(`${folder}/`)).name).toBe('my-model');
  });

  test.each(['model.safetensors', 'config.json'])('whose %s is something else says what it is', async (name) => {
    const file = join(folder, name);
    const bytes = await readFile(file);
    await writeFile(file, 'version https://git-lfs.github.com/spec/v1\noid sha256:8aa76ab2\nsize 377607901\n');
    await expect(readAll(folder)).rejects.toThrow(
      new RegExp(`^${name} in folder ".*my-model" is a git-lfs pointer, not the file: git lfs pull$`),
    );
    await writeFile(file, '<!DOCTYPE html>\n<html>');
    await expect(readAll(folder)).rejects.toThrow(/ is a web page, not the file: download it from the address/);
    await writeFile(file, bytes);
  });

  test('whose files are damaged gets one sentence', async () => {
    const config = await readFile(join(folder, 'config.json'));
    await writeFile(join(folder, 'config.json'), '{"a": ');
    await expect(readAll(folder)).rejects.toThrow(/^config\.json in folder ".*my-model" is not JSON: /);
    await writeFile(join(folder, 'config.json'), config);
    await truncate(join(folder, 'model.safetensors'), 20_000);
    await expect(readAll(folder)).rejects.toThrow('the file is truncated or its header lies');
    await rm(join(folder, 'model.safetensors'));
    await expect(readAll(folder)).rejects.toThrow(
      /^folder ".*my-model" has no model\.safetensors, no pytorch_model\.bin and no index/,
    );
  });
});

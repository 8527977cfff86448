import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { readAll } from '../testing/read-all.js';

const base = '"facebook/wav2vec2-base"';
test.each([
  ['https://huggingface.co/facebook/wav2vec2-base', 'the page of a model', base],
  ['huggingface.co/facebook/wav2vec2-base/', 'the page of a model', base],
  ['https://hf.co/me/mine/tree/main?not-for-all-audiences=true', 'the page of a model', '"me/mine"'],
  ['https://huggingface.co/me/mine/tree/refs%2Fpr%2F3', 'the page of a model', '"me/mine", { revision: "refs/pr/3" }'],
  ['https://huggingface.co/me/mine/blob/v2/config.json', 'the page of a model', '"me/mine", { revision: "v2" }'],
  ['https://huggingface.co/me/mine/commits/main', 'the page of a model', '"me/mine"'],
  ['huggingface.co/models/me/mine', 'the page of a model', '"me/mine"'],
  ['https://huggingface.co/models/me/mine/tree/v2', 'the page of a model', '"me/mine", { revision: "v2" }'],
  ['https://huggingface.co/api/models/me/mine', 'the page of a model', '"me/mine"'],
  ['https://huggingface.co/me/mine@main', 'the page of a model', '"me/mine"'],
  ['https://huggingface.co/me/mine.git', 'the git address of a model', '"me/mine"'],
  ['git clone https://huggingface.co/me/mine.git', 'the git address of a model', '"me/mine"'],
  ['git@huggingface.co:me/mine', 'the git address of a model', '"me/mine"'],
  ['git@hf.co:me/mine.git', 'the git address of a model', '"me/mine"'],
  ['ssh://git@huggingface.co/me/mine', 'the git address of a model', '"me/mine"'],
  ['hf://me/mine', 'the hf:// address of a model', '"me/mine"'],
  ['hf://models/me/mine@v2/config.json', 'the hf:// address of a model', '"me/mine", { revision: "v2" }'],
  ['hf://me/mine@refs/pr/3/config.json', 'the hf:// address of a model', '"me/mine", { revision: "refs/pr/3" }'],
  ['me/mine@main', 'an id with a revision', '"me/mine"'],
  ['me/mine@v2', 'an id with a revision', '"me/mine", { revision: "v2" }'],
  ['me/mine@refs/pr/3', 'an id with a revision', '"me/mine", { revision: "refs/pr/3" }'],
  ['models/me/mine', 'an id with a prefix', '"me/mine"'],
])('%s is %s', async (text, is, id) => {
  await expect(readAll(text)).rejects.toThrow(
    new InputError(`${JSON.stringify(text)} is ${is}; pass its id: readAll(${id})`),
  );
});

test.each([
  ['https://huggingface.co/datasets/a/b', 'is a page of datasets, not a model; pass the id of a model'],
  ['hf://datasets/a/b', 'is a page of datasets, not a model'],
  ['https://huggingface.co/spaces/a/b', 'is a page of spaces, not a model'],
  ['https://huggingface.co/docs/transformers', 'is a page of docs, not a model'],
  ['https://huggingface.co/models', 'names no model; pass the id of a model, such as "facebook/wav2vec2-base"'],
  ['https://huggingface.co/', 'names no model'],
  ['me@mine', 'is not a folder'],
  ['a/b/c@d', 'is not a folder'],
])('%s %s', async (text, message) => {
  await expect(readAll(text)).rejects.toThrow(message);
});

test('a folder of such a name is a folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'audiate-address-'));
  try {
    const folder = join(root, 'mine@main');
    await mkdir(folder);
    await writeFile(join(folder, 'config.json'), '{');
    await expect(readAll(folder)).rejects.toThrow(/config\.json in .*mine@main.* is not JSON/);
  } finally {
    await rm(root, { recursive: true });
  }
});

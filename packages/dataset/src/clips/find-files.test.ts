import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, nodeFiles } from '@audiate/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pathsBelow } from './find-files.js';

const files = nodeFiles('a test reads a disk');
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'audiate-files-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function make(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}
const link = (to: string, at: string) => symlinkSync(to, join(root, at));
const below = async (folder = '.', most?: number) => (await pathsBelow(files, join(root, folder), most)).sort();

test('links that fan out are no more files: each folder is listed once', async () => {
  // Each level has two names for the next one: 2^40 paths lead to the last.
  for (let level = 0; level < 40; level++) {
    make(`all/${level}/file`);
    if (level > 0) for (const name of ['a', 'b']) link(`../${level}`, `all/${level - 1}/${name}`);
  }
  expect(await below('all')).toEqual(Array.from({ length: 40 }, (_, i) => `${i}/file`).sort());
  // From its first level all others are reached by links alone, the first by name.
  expect(await below('all/0')).toEqual(Array.from({ length: 40 }, (_, i) => `${'a/'.repeat(i)}file`).sort());
});

test('circles end: of a link to itself, to a folder above, and of two that lead to each other', async () => {
  make('deep/x', 'one/y', 'two/z');
  link('.', 'self');
  link('..', 'deep/up');
  link('../two', 'one/other');
  link('../one', 'two/other');
  link('loop', 'loop');
  link('nowhere', 'broken');
  expect(await below()).toEqual(['deep/x', 'one/y', 'two/z']);
  expect(await below('one')).toEqual(['other/z', 'y']);
});

test('a folder goes by its own name, whatever links come before; a link to elsewhere is followed', async () => {
  make('corpus/real/x', 'outside/y');
  link('real', 'corpus/a-link');
  link('../outside', 'corpus/b-link');
  link('../outside', 'corpus/c-link');
  link('real/x', 'corpus/x-link');
  expect(await below('corpus')).toEqual(['b-link/y', 'real/x', 'x-link']);
});

test('more files than can be listed are refused in a sentence', async () => {
  make('1', '2', 'a/3');
  expect(await below('.', 4)).toHaveLength(3);
  const failure = await below('.', 3).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(
    /^the folder ".*" holds more than 3 files and folders; give a folder in it, or a manifest of the clips$/,
  );
});

import { lstat, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reasonOf } from './disk-errors.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-reasons-'));
});
afterAll(() => rm(folder, { recursive: true }));

const failed = (call: Promise<unknown>): Promise<string> => call.then(() => 'none', reasonOf);

test('says in words what the disk says, without a path', async () => {
  await writeFile(join(folder, 'file'), '');
  const hidden = join(folder, '.audiate-1-2.new');
  expect(await failed(lstat(hidden))).toBe('no such file or directory (ENOENT)');
  expect(await failed(rename(hidden, join(folder, 'x')))).toBe('no such file or directory (ENOENT)');
  expect(await failed(lstat(join(folder, 'file', 'x')))).toBe('it, or a part of its path, is a file');
});

test('leaves other messages as they are', () => {
  expect(reasonOf(new Error('"x" in it is a folder'))).toBe('"x" in it is a folder');
  expect(reasonOf(Object.assign(new Error('E: a, b c'), { code: 'toString' }))).toBe('a (toString)');
  expect(reasonOf('odd')).toBe('odd');
});

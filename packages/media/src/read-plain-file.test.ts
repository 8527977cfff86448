import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPlainFile } from './read-plain-file.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audiate-read-'));
  writeFileSync(join(folder, 'file'), 'text');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('reads a file as long as allowed', async () => {
  expect(new TextDecoder().decode(await readPlainFile(join(folder, 'file'), 4))).toBe('text');
  await expect(readPlainFile(join(folder, 'file'), 3)).rejects.toThrow('it is longer than 3 bytes');
});

test('refuses a folder, and what is not there', async () => {
  await expect(readPlainFile(folder, 1e6)).rejects.toThrow('it is a folder, no file');
  await expect(readPlainFile(join(folder, 'none'), 1e6)).rejects.toThrow('ENOENT');
});

test.skipIf(process.platform === 'win32')('waits for no pipe and reads no device', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(readPlainFile(join(folder, 'pipe'), 1e6)).rejects.toThrow('it is a pipe or a device, no file');
  await expect(readPlainFile('/dev/zero', 1e6)).rejects.toThrow('it is a pipe or a device, no file');
});

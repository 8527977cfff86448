import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { attw } from './attw.ts';

async function script(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-attw-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'attw');
  await writeFile(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path;
}

test('an attw that is not there is told', async () => {
  await expect(attw('./no-attw', 'x.tgz')).rejects.toThrow(/^attw on x\.tgz:\nspawn \.\/no-attw ENOENT$/);
});

test('what it says is told, and what ended it', async () => {
  await expect(attw(await script('echo found; echo also >&2; exit 1'), 'x.tgz')).rejects.toThrow(
    /^attw on x\.tgz:\nfound\n\nCommand failed: .*\nalso\n$/,
  );
  await expect(attw(await script('kill -9 $$'), 'x.tgz')).rejects.toThrow(/\nended by SIGKILL$/);
});

test('an attw that finds nothing is well', async () => {
  await expect(attw(await script('exit 0'), 'x.tgz')).resolves.toBeUndefined();
});

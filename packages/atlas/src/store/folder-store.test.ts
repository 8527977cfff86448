import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { emptyFolder } from '../testing/small-atlas.js';
import { folderStore } from './folder-store.js';

test('what is missing, also below a file, is not there, and to remove it is no mistake', async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, 'file'), 'x');
  const store = folderStore(folder);
  for (const name of ['none', 'none/none', 'file/none']) {
    expect(await store.has(name)).toBe(false);
    await store.remove(name);
  }
  expect(await store.has('file')).toBe(true);
  await store.remove('file');
  expect(await store.has('file')).toBe(false);
});

test('what the system does not tell is not taken for missing', async () => {
  const folder = await emptyFolder();
  await symlink('loop', join(folder, 'loop'));
  await mkdir(join(folder, 'inner'));
  const store = folderStore(folder);
  const look = store.has('loop');
  await expect(look).rejects.toThrow(/^can't look for ".*loop": ELOOP/);
  await expect(look).rejects.toBeInstanceOf(InputError);
  const removal = store.remove('inner');
  await expect(removal).rejects.toThrow(/^can't remove ".*inner": /);
  await expect(removal).rejects.toBeInstanceOf(InputError);
});

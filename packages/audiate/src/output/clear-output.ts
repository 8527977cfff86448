import { lstat, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clearUnfinished } from '@audiate/media';
import { type BegunWork, readWork, WORK_FILE } from './work.js';

/**
 * Removes the files that a work lists as its own, and those of the folders that it lists, which go where they are empty then.
 * Anything else stays.
 */
export async function clearOutput(folder: string, { command, files, folders }: BegunWork): Promise<void> {
  await clearUnfinished(folder);
  for (const name of files) await removeFile(join(folder, name));
  for (const name of folders) {
    const inside = join(folder, name);
    // A link leads to what is not in the folder.
    if (!(await lstat(inside).catch(() => undefined))?.isDirectory()) continue;
    const own = await readWork(join(inside, WORK_FILE)).catch(() => undefined);
    if (own?.command !== command) continue;
    await clearOutput(inside, { ...own, folders: [] });
    // It holds files of others.
    await rmdir(inside).catch(() => {});
  }
  await removeFile(join(folder, WORK_FILE));
}

async function removeFile(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found && !found.isDirectory()) await rm(file);
}

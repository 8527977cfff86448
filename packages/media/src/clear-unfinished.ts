import { codeOf } from './disk-errors.js';
import { HIDDEN } from './write-whole.js';

/**
 * Removes from a folder what {@link writeWhole} left in it when its program was killed: hidden folders of files that were
 * never moved to their place. One that still holds files that had been there before is left. No other program may be
 * writing into the folder. A folder that is not there, or a file in its place, is left to `writeWhole`.
 */
export async function clearUnfinished(folder: string): Promise<void> {
  const fs = await import('node:fs/promises');
  const { join } = await import('node:path');
  const names = await fs.readdir(folder).catch((error) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return [];
    throw error;
  });
  for (const name of names.filter((name) => name.startsWith(HIDDEN))) {
    const old = await fs.readdir(join(folder, name, 'old')).catch(() => []);
    if (old.length === 0) await fs.rm(join(folder, name), { recursive: true, force: true });
  }
}

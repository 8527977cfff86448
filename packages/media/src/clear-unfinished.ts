import { InputError } from '@audiate/protocol';
import { type Disk, loadDisk } from './disk.js';
import { codeOf, reasonOf } from './disk-errors.js';
import { hiddenFolders } from './hidden-folder.js';
import { finishFiles, undoFiles } from './move-files.js';

/**
 * Ends what a killed {@link writeWhole} left in a folder. A set of files that was whole is moved to its place; one that
 * was being taken back is taken back; one that was still being written is removed, unless the program that writes it
 * is running. Only folders whose names have `writeWhole`'s form, `.audiate-<host>-<process>-<random>.<stage>`, are
 * touched. `writeWhole` calls it before it writes. A folder that is not there, or can't be, holds nothing.
 * @throws InputError where the folder can't be read, or a set can't be moved: the disk is read-only since.
 */
export async function clearUnfinished(folder: string): Promise<void> {
  const purpose = `can't end what a killed program left in the folder ${JSON.stringify(folder)}`;
  const disk = loadDisk(purpose);
  await finishUnfinished(disk, folder).catch((error) => {
    throw new InputError(`${purpose}: ${reasonOf(error)}`, { cause: error });
  });
}

/** The same with Node's modules at hand. */
export async function finishUnfinished(disk: Disk, folder: string): Promise<void> {
  const found = await hiddenFolders(disk, folder).catch((error) => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '')) return [];
    throw error;
  });
  for (const { path, stage, owned } of found) {
    if (stage === 'ready') await finishFiles(disk, path);
    else if (stage === 'undo') await undoFiles(disk, path);
    // A disk that is read-only since may keep it.
    else if (!owned) await disk.fs.rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

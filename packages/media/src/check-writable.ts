import { InputError } from '@audiate/protocol';
import { type Disk, loadDisk, statAt } from './disk.js';
import { codeOf, reasonOf } from './disk-errors.js';
import { checkFileNames } from './file-names.js';
import { hiddenName } from './hidden-folder.js';
import { checkPlace } from './move-files.js';

/**
 * Checks what can be seen beforehand of whether {@link writeWhole} can write files into a folder, for work that takes hours
 * until then: the names are plain and their paths short enough, the folder, or the nearest one above it that is there, is a
 * folder and may be written, and in no file's place is a folder, a pipe or a device. Writes nothing.
 * @throws InputError as `writeWhole` does.
 */
export async function checkWritable(folder: string, names: readonly string[]): Promise<void> {
  checkFileNames(names);
  const purpose = `can't write to the folder ${JSON.stringify(folder)}`;
  const disk = loadDisk(purpose);
  const target = disk.path.resolve(folder);
  try {
    await checkLength(disk, target, names);
    const there = await nearestThere(disk, target);
    await disk.fs.access(there, disk.fs.constants.W_OK | disk.fs.constants.X_OK);
    if (there !== target) return;
    const taken = new Set(await disk.fs.readdir(target));
    for (const name of names) if (taken.has(name)) await checkPlace(disk, disk.path.join(target, name));
  } catch (error) {
    throw new InputError(`${purpose}: ${reasonOf(error)}`, { cause: error });
  }
}

/** The system itself tells what is too long for it. */
async function checkLength(disk: Disk, target: string, names: readonly string[]): Promise<void> {
  const longest = names.reduce((long, name) => (name.length > long.length ? name : long), '');
  const deepest = disk.path.join(target, hiddenName(disk, 'ready'), 'new', longest);
  await disk.fs.lstat(deepest).catch((error) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

/** The folder itself, or the nearest one above it. */
async function nearestThere(disk: Disk, target: string): Promise<string> {
  for (let at = target; ; at = disk.path.dirname(at)) {
    const found = await statAt(disk, at);
    if (found && !found.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    if (found) return at;
  }
}

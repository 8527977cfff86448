import { InputError, show } from '@audiate/protocol';
import { finishUnfinished } from './clear-unfinished.js';
import { type Disk, loadDisk, statAt, syncFolder, writeSynced } from './disk.js';
import { codeOf, reasonOf } from './disk-errors.js';
import { checkFileNames } from './file-names.js';
import { hiddenName } from './hidden-folder.js';
import { checkPlace, moveFiles, stageFiles } from './move-files.js';

type FileSet = ReadonlyMap<string, Uint8Array | string>;

/**
 * Writes a set of files into a folder, which is made where it is missing, so that after a kill or a loss of power at any
 * moment the folder holds what it held before, or all of the set. Other files in the folder stay; files of the same names
 * are replaced, and put back when the disk refuses a later one. When it returns, the disk has them.
 *
 * A new folder, and a single file, appear in one move. Several files can't replace others in one: they are written into a
 * hidden folder beside them, `.audiate-….new`, which is renamed to `.audiate-….ready` once it is whole, and then moved one
 * by one, each in one move. A program that is killed between two of these moves leaves that folder with the rest of the set;
 * the next `writeWhole` into the folder, or {@link clearUnfinished}, moves them. Two programs may write into one folder.
 *
 * Needs Node; its modules are loaded on the call.
 * @throws InputError that names the folder and the reason (not writable, is a file, disk full …) or a file name that is
 * not plain; nothing is left then.
 */
export async function writeWhole(folder: string, files: FileSet): Promise<void> {
  if (typeof folder !== 'string' || folder === '') {
    throw new InputError(`folder must be a path, got ${show(folder)}`);
  }
  checkFileNames([...files.keys()]);
  const purpose = `can't write to the folder ${JSON.stringify(folder)}`;
  const disk = loadDisk(purpose);
  const target = disk.path.resolve(folder);
  try {
    await inTurn(target, () => write(disk, target, files));
  } catch (error) {
    throw new InputError(`${purpose}: ${reasonOf(error)}`, { cause: error });
  }
}

/** The last call for each folder that is under way: the next one would take its hidden folder for a killed one's. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn(target: string, body: () => Promise<void>): Promise<void> {
  const before = turns.get(target);
  const turn = (before ?? Promise.resolve()).catch(() => {}).then(body);
  turns.set(target, turn);
  try {
    await turn;
  } finally {
    if (turns.get(target) === turn) turns.delete(target);
  }
}

async function write(disk: Disk, target: string, files: FileSet): Promise<void> {
  if (!(await isFolder(disk, target)) && (await makeFolder(disk, target, files))) return;
  await finishUnfinished(disk, target);
  const staged = disk.path.join(target, hiddenName(disk, 'new'));
  try {
    if (files.size === 1) return await writeOne(disk, staged, [...files][0]!);
    await stageFiles(disk, staged, { target, files });
    await moveFiles(disk, staged);
  } finally {
    // What is being moved, or is kept because it could not be taken back, has another name.
    await disk.fs.rm(staged, { recursive: true, force: true }).catch(() => {});
  }
}

async function isFolder(disk: Disk, target: string): Promise<boolean> {
  const found = await statAt(disk, target);
  if (!found || found.isDirectory()) return found !== undefined;
  throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
}

/** A single file is moved over the one before: a reader, or a kill, meets the old one or the new one. */
async function writeOne(disk: Disk, staged: string, [name, content]: readonly [string, Uint8Array | string]) {
  const { fs, path } = disk;
  const [place, fresh] = [path.join(path.dirname(staged), name), path.join(staged, name)];
  await checkPlace(disk, place);
  await fs.mkdir(staged);
  await writeSynced(disk, fresh, content);
  await fs.rename(fresh, place);
  await syncFolder(disk, path.dirname(place));
}

/** The folder is written under a hidden name and appears by one rename; unless another program is first. */
async function makeFolder(disk: Disk, target: string, files: FileSet): Promise<boolean> {
  const { fs, path } = disk;
  const parent = path.dirname(target);
  const hidden = path.join(parent, hiddenName(disk, 'new'));
  const made: string[] = [];
  try {
    for (const missing of await missingFolders(disk, parent)) if (await makeOne(disk, missing)) made.push(missing);
    // A killed call left its hidden folder here. What can't be ended there is not this call's.
    await finishUnfinished(disk, parent).catch(() => {});
    await fs.mkdir(hidden);
    for (const [name, content] of files) await writeSynced(disk, path.join(hidden, name), content);
    await syncFolder(disk, hidden);
    await fs.rename(hidden, target);
  } catch (error) {
    await fs.rm(hidden, { recursive: true, force: true }).catch(() => {});
    if (await isFolder(disk, target).catch(() => false)) return false;
    for (const folder of made.reverse()) await fs.rmdir(folder).catch(() => {});
    throw error;
  }
  for (const folder of [target, ...made]) await syncFolder(disk, path.dirname(folder));
  return true;
}

async function makeOne({ fs }: Disk, folder: string): Promise<boolean> {
  return fs.mkdir(folder).then(
    () => true,
    (error) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
}

/** A folder and those above it, of which none is there, the topmost first. */
async function missingFolders(disk: Disk, folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (let at = folder; !(await statAt(disk, at)); at = disk.path.dirname(at)) missing.push(at);
  return missing.reverse();
}

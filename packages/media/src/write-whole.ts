import { InputError, show } from '@audiate/protocol';
import { codeOf, reasonOf } from './disk-errors.js';
import { checkFileNames } from './file-names.js';

/** What {@link writeWhole} needs of Node. */
interface Disk {
  readonly fs: typeof import('node:fs/promises');
  readonly path: typeof import('node:path');
}

type FileSet = ReadonlyMap<string, Uint8Array | string>;

/**
 * Writes a set of files into a folder, which is made where it is missing, so that they appear whole or not at all:
 * everything is written into a hidden folder beside them first and then renamed. Other files in the folder stay; files of
 * the same names are replaced, and put back when a later one fails; a single file is replaced in one move, so that a
 * reader, or a kill, meets the old one or the new one. Needs Node; its modules are loaded on the call.
 * @throws InputError that names the folder and the reason (not writable, is a file, disk full …) or a file name that is
 * not plain; nothing is left then.
 */
export async function writeWhole(folder: string, files: FileSet): Promise<void> {
  if (typeof folder !== 'string' || folder === '') {
    throw new InputError(`folder must be a path, got ${show(folder)}`);
  }
  checkFileNames([...files.keys()]);
  const disk = await loadDisk(folder);
  const target = disk.path.resolve(folder);
  try {
    await ((await isFolder(disk, target)) ? addFiles(disk, target, files) : makeFolder(disk, target, files));
  } catch (error) {
    throw new InputError(`can't write to the folder ${JSON.stringify(folder)}: ${reasonOf(error)}`, { cause: error });
  }
}

async function loadDisk(folder: string): Promise<Disk> {
  try {
    const disk = { fs: await import('node:fs/promises'), path: await import('node:path') };
    // What bundlers for the browser put in the place of Node's modules is empty.
    if (typeof disk.fs.rename === 'function') return disk;
  } catch {
    // No such module: not Node.
  }
  throw new InputError(
    `can't write to the folder ${JSON.stringify(folder)}: there is no file system here, only in Node`,
  );
}

async function isFolder({ fs }: Disk, target: string): Promise<boolean> {
  try {
    if ((await fs.stat(target)).isDirectory()) return true;
    throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** The folder is written under a hidden name and appears by one rename. */
async function makeFolder({ fs, path }: Disk, target: string, files: FileSet) {
  const made: string[] = [];
  const make = async (folder: string) => {
    await fs.mkdir(folder);
    made.push(folder);
    return folder;
  };
  try {
    for (const missing of await missingParents({ fs, path }, target)) await make(missing);
    const hidden = await make(path.join(path.dirname(target), hiddenName()));
    for (const [name, content] of files) await fs.writeFile(path.join(hidden, name), content);
    await fs.rename(hidden, target);
  } catch (error) {
    for (const folder of made.reverse()) {
      const recursive = path.basename(folder).startsWith(HIDDEN);
      await (recursive ? fs.rm(folder, { recursive }) : fs.rmdir(folder)).catch(() => {});
    }
    throw error;
  }
}

/** Folders above `target` that are not there, the topmost first. */
async function missingParents({ fs, path }: Disk, target: string): Promise<string[]> {
  const missing: string[] = [];
  for (let at = path.dirname(target); ; at = path.dirname(at)) {
    const exists = await fs.stat(at).then(
      () => true,
      (error) => {
        if (codeOf(error) === 'ENOENT') return false;
        throw error;
      },
    );
    if (exists) return missing.reverse();
    missing.push(at);
  }
}

/** The files are written into a hidden folder inside, on the same disk for certain, and moved one by one. */
async function addFiles({ fs, path }: Disk, target: string, files: FileSet) {
  const hidden = path.join(target, hiddenName());
  const [fresh, old] = [path.join(hidden, 'new'), path.join(hidden, 'old')];
  const undo: (() => Promise<void>)[] = [];
  const clear = () => fs.rm(hidden, { recursive: true, force: true }).catch(() => {});
  try {
    for (const folder of [hidden, fresh, old]) await fs.mkdir(folder);
    for (const [name, content] of files) await fs.writeFile(path.join(fresh, name), content);
    for (const name of files.keys()) {
      const place = path.join(target, name);
      const existing = await fs.lstat(place).catch(() => undefined);
      if (existing?.isDirectory()) throw new Error(`${show(name)} in it is a folder`);
      if (existing && files.size > 1) {
        await fs.rename(place, path.join(old, name));
        undo.push(() => fs.rename(path.join(old, name), place));
      }
      await fs.rename(path.join(fresh, name), place);
      if (!existing) undo.push(() => fs.rm(place));
    }
  } catch (error) {
    let stuck: unknown;
    for (const step of undo.reverse()) {
      await step().catch((fault) => {
        stuck ??= fault;
      });
    }
    if (stuck) {
      throw new Error(
        `${reasonOf(error)}, and ${reasonOf(stuck)} while undoing; what it held is kept in ${JSON.stringify(old)}`,
      );
    }
    await clear();
    throw error;
  }
  await clear();
}

/** How the names of folders under way begin. */
export const HIDDEN = '.audiate-';

function hiddenName(): string {
  return `${HIDDEN}${crypto.randomUUID()}`;
}

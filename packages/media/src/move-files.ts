import { type Disk, syncFolder, unlessGone, writeSynced } from './disk.js';
import { codeOf, reasonOf } from './disk-errors.js';
import { atStage } from './hidden-folder.js';

/** Tells of each file of the set what undoing needs. */
const LIST = 'files.json';

interface Staged {
  /** The disk's own number of the new file: where it is in its place, the file was moved and is still that one. */
  readonly ino: string;
  /** Whether `old` holds what was in its place. */
  readonly replaces: boolean;
}

/** Writes into a hidden folder the files to be moved, `new`, and what they will replace, `old`. */
export async function stageFiles(disk: Disk, hidden: string, { target, files }: FileSet): Promise<void> {
  const { fs, path } = disk;
  const [fresh, old] = [path.join(hidden, 'new'), path.join(hidden, 'old')];
  for (const folder of [hidden, fresh, old]) await fs.mkdir(folder);
  for (const [name, content] of files) await writeSynced(disk, path.join(fresh, name), content);
  const list: Record<string, Staged> = {};
  for (const name of files.keys()) {
    const { ino } = await fs.lstat(path.join(fresh, name), { bigint: true });
    list[name] = { ino: String(ino), replaces: await keepOld(disk, path.join(target, name), path.join(old, name)) };
  }
  await writeSynced(disk, path.join(hidden, LIST), JSON.stringify(list));
  for (const folder of [fresh, old, hidden]) await syncFolder(disk, folder);
}

interface FileSet {
  readonly target: string;
  readonly files: ReadonlyMap<string, Uint8Array | string>;
}

/** A second name for a file, or a copy where the disk has no links; tells whether there is one. */
async function keepOld(disk: Disk, place: string, copy: string): Promise<boolean> {
  const { fs } = disk;
  const found = await checkPlace(disk, place);
  if (found?.isSymbolicLink()) await fs.symlink(await fs.readlink(place), copy);
  else if (found) await fs.link(place, copy).catch(() => fs.copyFile(place, copy));
  return found !== undefined;
}

/**
 * What is in the place of a file that is to be written.
 * @throws Error for a folder, a pipe or a device, which a file must not replace.
 */
export async function checkPlace({ fs, path }: Disk, place: string) {
  const found = await unlessGone(fs.lstat(place));
  if (!found || found.isFile() || found.isSymbolicLink()) return found;
  throw new Error(`${JSON.stringify(path.basename(place))} in it is ${found.isDirectory() ? 'a folder' : 'no file'}`);
}

/**
 * Moves the files of a hidden folder at the stage `ready` to their places, each in one move, and removes the folder.
 * Several programs may do so at once, and one may be killed: the next one moves what is left.
 */
export async function finishFiles(disk: Disk, hidden: string): Promise<void> {
  const { fs, path } = disk;
  const target = path.dirname(hidden);
  const fresh = path.join(hidden, 'new');
  for (const name of (await unlessGone(fs.readdir(fresh))) ?? []) {
    await unlessGone(fs.rename(path.join(fresh, name), path.join(target, name)));
  }
  await syncFolder(disk, target);
  await fs.rm(hidden, { recursive: true, force: true });
}

/**
 * Takes back what was moved from a hidden folder at the stage `undo`, and removes the folder. What was put in a place since
 * stays there. It, too, may be done twice, or be left and begun again.
 */
export async function undoFiles(disk: Disk, hidden: string): Promise<void> {
  const { fs, path } = disk;
  const target = path.dirname(hidden);
  const list = (await unlessGone(fs.readFile(path.join(hidden, LIST), 'utf8'))) ?? '{}';
  for (const [name, { ino, replaces }] of Object.entries<Staged>(JSON.parse(list))) {
    const place = path.join(target, name);
    const there = await unlessGone(fs.lstat(place, { bigint: true }));
    if (String(there?.ino) !== ino) continue;
    await unlessGone(replaces ? fs.rename(path.join(hidden, 'old', name), place) : fs.rm(place));
  }
  await syncFolder(disk, target);
  await fs.rm(hidden, { recursive: true, force: true });
}

/** Moves the files of a hidden folder that is staged to their places; takes them back when the disk refuses one. */
export async function moveFiles(disk: Disk, staged: string): Promise<void> {
  const { fs, path } = disk;
  const [ready, undo] = [atStage(staged, 'ready'), atStage(staged, 'undo')];
  // From here on the set is written: who comes next finishes it.
  await fs.rename(staged, ready);
  try {
    await syncFolder(disk, path.dirname(ready));
    await finishFiles(disk, ready);
  } catch (error) {
    try {
      await fs.rename(ready, undo);
      await undoFiles(disk, undo);
    } catch (stuck) {
      // Nothing was moved, and nothing is left, where another program has finished it meanwhile.
      if (codeOf(stuck) === 'ENOENT') return;
      const kept = (await unlessGone(fs.lstat(undo))) ? undo : ready;
      throw new Error(
        `${reasonOf(error)}, and ${reasonOf(stuck)} while undoing; what it held is kept in ${JSON.stringify(path.join(kept, 'old'))}`,
      );
    }
    throw error;
  }
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import { clearOutput } from './clear-output.js';
import { type BegunWork, difference, readWork, WORK_FILE, type Work, writeWork } from './work.js';

/** A folder that a command may write to. */
export interface Output {
  /** Whether another work gives way, by force. */
  readonly replaces: boolean;
  /** Removes the files of the work that gives way, once; before the folder is read, after all that was given was checked. */
  clear(): Promise<void>;
  /**
   * Clears, then writes down what the folder is for and which files it gets, once; before the first of them is written, and
   * when the work has begun, so that a mistake leaves nothing.
   */
  begin(): Promise<void>;
}

/** How a folder is claimed. */
interface ClaimOptions {
  /** Names of all files that the work may write. */
  readonly files: readonly string[];
  /** Names of the folders in it that the work claims, too; none unless given. */
  readonly folders?: readonly string[];
  /** Names of files in it that the work reads, as `readWithin` finds them; none unless given. */
  readonly reads?: readonly string[];
  /** Whether another work gives way; no, unless given. */
  readonly force?: boolean | undefined;
  /** Whether the same work with more targets goes on; yes, unless given. */
  readonly grows?: boolean;
}

/**
 * Checks that a folder is free for a work: it is not there or holds no file, or was begun for the same work. With `force` the files that
 * another work listed give way, and the work goes beside files of others.
 * @throws InputError in one sentence for a folder that holds anything else; with `force`, too, for a file that the work reads and that
 * would go or be replaced, and for one that nobody listed and that would be replaced.
 */
export async function claimOutput(folder: string, work: Work, options: ClaimOptions): Promise<Output> {
  const { files, folders = [], reads = [], force = false, grows = true } = options;
  const names = await namesIn(folder);
  const before = await readWork(join(folder, WORK_FILE));
  const held = names[0] ?? before?.folders[0];
  const refusal = held === undefined ? undefined : refusalOf(before, work, { held, grows });
  if (refusal !== undefined && !force) {
    const anew = before ? 'to begin anew' : 'to write beside it';
    throw new InputError(`the folder ${show(folder)} ${refusal}; choose another --out, or --force ${anew}`);
  }
  const replaces = before !== undefined && refusal !== undefined;
  const going = replaces ? [...before.files, ...files] : files;
  const read = reads.find(among(going));
  if (read !== undefined) {
    throw new InputError(
      `the folder ${show(folder)} holds ${show(read)}, which is read and would be ${files.some(among([read])) ? 'replaced' : 'removed'}; choose another --out`,
    );
  }
  checkReplaced(folder, { names, files, own: before?.files ?? [] });
  let [cleared, begun] = [false, false];
  const clear = async () => {
    if (cleared) return;
    cleared = true;
    if (replaces) await clearOutput(folder, before);
  };
  return {
    replaces,
    clear,
    async begin() {
      if (begun) return;
      begun = true;
      await clear();
      const kept = replaces ? undefined : before;
      const all = { files: union(kept?.files, files), folders: union(kept?.folders, folders) };
      await writeWhole(folder, new Map([[WORK_FILE, writeWork({ ...work, ...all })]]));
    },
  };
}

/**
 * Lists more files in the record of the work of a folder, where it has one, before they are written.
 * @throws InputError for one that is there and that the record does not list; without a record for one that is there, unless `isOwn`.
 */
export async function extendOutput(
  folder: string,
  files: readonly string[],
  { isOwn }: { readonly isOwn: boolean },
): Promise<void> {
  const before = await readWork(join(folder, WORK_FILE));
  if (!isOwn) checkReplaced(folder, { names: await namesIn(folder), files, own: before?.files ?? [] });
  if (!before || files.every((file) => before.files.includes(file))) return;
  const text = writeWork({ ...before, files: union(before.files, files) });
  await writeWhole(folder, new Map([[WORK_FILE, text]]));
}

/** The files of a folder but for the record and hidden ones. Folders are out of the way: `out/sweep` in `out`. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
  return names.filter((name) => name !== WORK_FILE && !name.startsWith('.'));
}

function refusalOf(
  before: BegunWork | undefined,
  work: Work,
  { held, grows }: { readonly held: string; readonly grows: boolean },
): string | undefined {
  if (before) return difference(before, work, grows);
  return `holds ${show(held)}, which no command of audiate says is its own`;
}

interface Replacing {
  readonly names: readonly string[];
  readonly files: readonly string[];
  readonly own: readonly string[];
}

function checkReplaced(folder: string, { names, files, own }: Replacing): void {
  const isOwn = among(own);
  const foreign = names.filter((name) => !isOwn(name)).find(among(files));
  if (foreign === undefined) return;
  throw new InputError(
    `the folder ${show(folder)} holds ${show(foreign)}, which ${WORK_FILE} does not list and which would be replaced; choose another --out`,
  );
}

const union = (some: readonly string[] = [], more: readonly string[]): string[] => [...new Set([...some, ...more])];

/** Whether a name is among others, as disks see it that know no capitals. */
function among(names: readonly string[]): (name: string) => boolean {
  const folded = new Set(names.map(fold));
  return (name) => folded.has(fold(name));
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase();

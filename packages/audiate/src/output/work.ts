import { isObject } from '@audiate/checkpoints';
import { checkFileNames, readPlainFile } from '@audiate/media';
import { InputError, type ModelInfo, show } from '@audiate/protocol';

/** What a folder was begun for, as its `audiate.json` tells: the same command goes on, another one is refused. */
export interface Work {
  readonly command: string;
  readonly model: { readonly name: string; readonly fingerprint: string };
  /** The sounds, units or layers that are asked for. */
  readonly targets: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A work with what it wrote, as its file lists it before it is written. */
export interface BegunWork extends Work {
  /** Names of files in the folder. */
  readonly files: readonly string[];
  /** Names of folders in it that this work began, each with a file of its own that tells. */
  readonly folders: readonly string[];
}

/** The file that tells. */
export const WORK_FILE = 'audiate.json';
const MAX_BYTES = 2 ** 26;

/** A model as a work names it. */
export function modelOf({ name, fingerprint }: Pick<ModelInfo, 'name' | 'fingerprint'>): Work['model'] {
  return { name, fingerprint };
}

/** A work as the text of its file. */
export function writeWork(work: BegunWork): string {
  return `${JSON.stringify({ format: 1, ...work }, null, 2)}\n`;
}

/** The work of a file; undefined where there is none. @throws InputError for one that is damaged. */
export async function readWork(file: string): Promise<BegunWork | undefined> {
  let text: string;
  try {
    text = new TextDecoder().decode(await readPlainFile(file, MAX_BYTES));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new InputError(`can't read ${show(file)}: ${(error as Error).message}`, { cause: error });
  }
  try {
    const found: unknown = JSON.parse(text);
    const isWork =
      isObject(found) &&
      found.format === 1 &&
      typeof found.command === 'string' &&
      isObject(found.model) &&
      typeof found.model.name === 'string' &&
      Array.isArray(found.targets) &&
      found.targets.every((target) => typeof target === 'string') &&
      isObject(found.settings);
    if (isWork && isPlainNames(found.files) && isPlainNames(found.folders)) return found as unknown as BegunWork;
  } catch {
    // It is told below.
  }
  throw new InputError(
    `${show(file)} is damaged, so what of the folder is audiate's is not known; choose another --out`,
  );
}

/** What is listed may be removed: no path leads out of the folder. */
function isPlainNames(names: unknown): names is string[] {
  if (!Array.isArray(names)) return false;
  checkFileNames(names);
  return true;
}

/**
 * In what a work differs from the one that a folder was begun for, in words; undefined where that goes on.
 * @param grows whether more targets go on, too.
 */
export function difference(before: Work, now: Work, grows: boolean): string | undefined {
  if (before.command !== now.command) return `was made by audiate ${before.command}`;
  if (before.model.fingerprint !== now.model.fingerprint) {
    const other = before.model.name === now.model.name ? 'another' : 'the';
    return `was begun for ${other} model ${show(before.model.name)}`;
  }
  for (const name of new Set([...Object.keys(before.settings), ...Object.keys(now.settings)])) {
    const [was, is] = [before.settings[name], now.settings[name]].map((value) => JSON.stringify(value));
    if (was !== is) return `has ${flagOf(name)} ${was ?? 'not given'}, now ${is ?? 'not given'}`;
  }
  const asked = new Set(now.targets);
  const missing = before.targets.find((target) => !asked.has(target));
  if (missing !== undefined) return `has ${missing}, which is not asked for now`;
  const added = grows ? undefined : now.targets.find((target) => !before.targets.includes(target));
  return added === undefined ? undefined : `was begun without ${added}`;
}

const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

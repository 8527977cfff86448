import { isObject } from '@audiate/checkpoints';
import { readPlainFile } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';

/** What a folder was begun for, as its `audiate.json` tells: the same command goes on, another one is refused. */
export interface Work {
  readonly command: string;
  /** The fingerprint of the model. */
  readonly model: string;
  /** The sounds, units or layers that are asked for. */
  readonly targets: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The file that tells. */
export const WORK_FILE = 'audiate.json';
const MAX_BYTES = 2 ** 26;

/** A work as the text of its file. */
export function writeWork(work: Work): string {
  return `${JSON.stringify({ format: 1, ...work }, null, 2)}\n`;
}

/** The work of a file; undefined where there is none. @throws InputError for one that is damaged. */
export async function readWork(file: string): Promise<Work | undefined> {
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
      typeof found.model === 'string' &&
      Array.isArray(found.targets) &&
      found.targets.every((target) => typeof target === 'string') &&
      isObject(found.settings);
    if (isWork) return found as unknown as Work;
  } catch {
    // It is told below.
  }
  throw new InputError(`${show(file)} is damaged; choose another --out, or --force to begin anew`);
}

/**
 * In what a work differs from the one that a folder was begun for, in words; undefined where that goes on. More targets go on, too.
 */
export function difference(before: Work, now: Work): string | undefined {
  if (before.command !== now.command) return `was made by audiate ${before.command}`;
  if (before.model !== now.model) return 'is of another model';
  for (const name of new Set([...Object.keys(before.settings), ...Object.keys(now.settings)])) {
    const [was, is] = [before.settings[name], now.settings[name]].map((value) => JSON.stringify(value));
    if (was !== is) return `has ${flagOf(name)} ${was ?? 'not given'}, now ${is ?? 'not given'}`;
  }
  const asked = new Set(now.targets);
  const missing = before.targets.find((target) => !asked.has(target));
  return missing === undefined ? undefined : `has ${missing}, which is not asked for now`;
}

const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

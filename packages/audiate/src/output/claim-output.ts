import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@audiate/media';
import { InputError, show } from '@audiate/protocol';
import { clearOutput } from './clear-output.js';
import { difference, readWork, WORK_FILE, type Work, writeWork } from './work.js';

/** A folder that a command may write to. */
export interface Output {
  /** Writes down what the folder is for, once; called when the work has begun, so that a mistake leaves nothing. */
  begin(): Promise<void>;
}

/** How a folder is claimed. */
interface ClaimOptions {
  /** Whether another work gives way; no, unless given. */
  readonly force?: boolean | undefined;
  /** Whether the same work with more targets goes on; yes, unless given. */
  readonly grows?: boolean;
}

/**
 * Checks that a folder is free for a work: it is not there or holds no file, or was begun for the same work. With `force` what another work of
 * audiate left is removed; other files stay.
 * @throws InputError in one sentence for a folder that holds anything else.
 */
export async function claimOutput(
  folder: string,
  work: Work,
  { force = false, grows = true }: ClaimOptions = {},
): Promise<Output> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // Folders are out of the way: `out/sweep` in `out`.
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
  const others = names.filter((name) => name !== WORK_FILE && !name.startsWith('.'));
  if (others.length > 0) {
    const refusal = await refusalOf(folder, work, { others, grows }).catch((error) => {
      if (force) return 'is damaged';
      throw error;
    });
    if (refusal !== undefined && !force) {
      throw new InputError(`the folder ${show(folder)} ${refusal}; choose another --out, or --force to begin anew`);
    }
    if (refusal !== undefined) await clearOutput(folder);
  }
  let begun = false;
  return {
    async begin() {
      if (begun) return;
      begun = true;
      await writeWhole(folder, new Map([[WORK_FILE, writeWork(work)]]));
    },
  };
}

async function refusalOf(
  folder: string,
  work: Work,
  { others, grows }: { readonly others: readonly string[]; readonly grows: boolean },
): Promise<string | undefined> {
  const before = await readWork(join(folder, WORK_FILE));
  if (before) return difference(before, work, grows);
  return `holds ${show(others[0])}, which no command of audiate says is its own`;
}

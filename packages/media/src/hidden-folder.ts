import { hashBytes } from '@audiate/protocol';
import type { Disk } from './disk.js';

/**
 * How far a set of files has come in its hidden folder: `new`, being written; `ready`, whole, to be moved to its place
 * whatever happens; `undo`, to be taken back because the disk refused a move.
 */
export type Stage = 'new' | 'ready' | 'undo';

const PATTERN = /^\.audiate-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(new|ready|undo)$/;

/** A hidden folder of `writeWhole`, found by its name. */
export interface HiddenFolder {
  readonly path: string;
  readonly stage: Stage;
  /** Whether the program that made it may still be running: on another machine, nobody knows. */
  readonly owned: boolean;
}

/** A name that nobody else has: `.audiate-<host>-<process>-<random>.<stage>`. */
export function hiddenName(disk: Disk, stage: Stage): string {
  return `.audiate-${hostOf(disk)}-${process.pid}-${crypto.randomUUID()}.${stage}`;
}

/** The same hidden folder at another stage. */
export function atStage(path: string, stage: Stage): string {
  return path.replace(/\.\w+$/, `.${stage}`);
}

/** The hidden folders in a folder; names of any other form are not ours. */
export async function hiddenFolders(disk: Disk, folder: string): Promise<HiddenFolder[]> {
  const entries = await disk.fs.readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const [, host, pid, stage] = (entry.isDirectory() && PATTERN.exec(entry.name)) || [];
    if (!stage) return [];
    const owned = host !== hostOf(disk) || isRunning(Number(pid));
    return [{ path: disk.path.join(folder, entry.name), stage: stage as Stage, owned }];
  });
}

function hostOf({ os }: Disk): string {
  return hashBytes(new TextEncoder().encode(os.hostname())).slice(0, 8);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { InputError, nodeFiles, show } from '@audiate/protocol';
import type { Chunk } from '../plan/atlas-plan.js';

/**
 * Where chunks are under way on this machine, or on those that share its folder: `00012-…/`, one for each kind of engine and
 * CPU, so that no sound is begun on one and ended on another.
 */
export interface ChunkFolders {
  /** What a program that works on a chunk claims; the folder above it is made where it is missing. */
  placeOf(chunk: Chunk): Promise<string>;
  /** The folder of the sweep that renders a chunk. */
  workOf(chunk: Chunk, environment: string): string;
  /** Removes what a finished chunk left under way. */
  clearWork(chunk: Chunk): Promise<void>;
}

/** What a chunk's folder is called. */
export function chunkName({ number }: Chunk): string {
  return String(number).padStart(5, '0');
}

/** @param work the folder that they are in; it is made where it is missing. */
export function chunkFolders(work: string): ChunkFolders {
  const { fs, path } = nodeFiles(`can't write to the folder ${show(work)}`);
  return {
    async placeOf(chunk) {
      try {
        await fs.mkdir(work, { recursive: true });
      } catch (error) {
        throw new InputError(`can't write to the folder ${show(work)}: ${(error as Error).message}`, {
          cause: error,
        });
      }
      return path.join(work, chunkName(chunk));
    },
    workOf: (chunk, environment) => path.join(work, `${chunkName(chunk)}-${environment}`),
    async clearWork(chunk) {
      const own = (await fs.readdir(work)).filter((name) => name.startsWith(`${chunkName(chunk)}-`));
      for (const name of own) await fs.rm(path.join(work, name), { recursive: true, force: true });
    },
  };
}

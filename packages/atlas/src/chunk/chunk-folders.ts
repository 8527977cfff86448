import { readPlainFile, writeWhole } from '@audiate/media';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import type { Chunk } from '../plan/atlas-plan.js';

/** The index of a chunk, and its sounds. */
export const UNITS = 'units.parquet';
export const SOUNDS = 'sounds.tar';
/** What Node reads at once. */
const MAX_BYTES = 2 ** 31 - 1;

/**
 * Where the chunks of an atlas are: `chunks/00012/` when finished; while under way `work/00012-…/`, one for each kind of engine
 * and CPU, so that no sound is begun on one and ended on another.
 */
export interface ChunkFolders {
  /** What a program that works on a chunk claims; the folder above it is made where it is missing. */
  placeOf(chunk: Chunk): Promise<string>;
  /** The folder of the sweep that renders a chunk. */
  workOf(chunk: Chunk, environment: string): string;
  isFinished(chunk: Chunk): Promise<boolean>;
  /** Makes a chunk finished in one move. */
  finish(chunk: Chunk, files: { readonly units: Uint8Array; readonly sounds: Uint8Array }): Promise<void>;
  /** Removes what a finished chunk left under way. */
  clearWork(chunk: Chunk): Promise<void>;
  /** One file of a finished chunk. */
  read(chunk: Chunk, name: typeof UNITS | typeof SOUNDS): Promise<Uint8Array>;
}

/** What a chunk's folder is called. */
export function chunkName({ number }: Chunk): string {
  return String(number).padStart(5, '0');
}

export function chunkFolders(folder: string): ChunkFolders {
  const { fs, path } = nodeFiles(`can't write to the folder ${show(folder)}`);
  const work = path.join(folder, 'work');
  const finished = (chunk: Chunk) => path.join(folder, 'chunks', chunkName(chunk));
  return {
    async placeOf(chunk) {
      try {
        await fs.mkdir(work, { recursive: true });
      } catch (error) {
        throw new InputError(`can't write to the folder ${show(folder)}: ${(error as Error).message}`, {
          cause: error,
        });
      }
      return path.join(work, chunkName(chunk));
    },
    workOf: (chunk, environment) => path.join(work, `${chunkName(chunk)}-${environment}`),
    async isFinished(chunk) {
      const [units, sounds] = await Promise.all(
        [UNITS, SOUNDS].map((name) =>
          fs.stat(path.join(finished(chunk), name)).then(
            (found) => found.isFile(),
            () => false,
          ),
        ),
      );
      return units! && sounds!;
    },
    finish: (chunk, { units, sounds }) =>
      writeWhole(
        finished(chunk),
        new Map([
          [SOUNDS, sounds],
          [UNITS, units],
        ]),
      ),
    async clearWork(chunk) {
      const own = (await fs.readdir(work)).filter((name) => name.startsWith(`${chunkName(chunk)}-`));
      for (const name of own) await fs.rm(path.join(work, name), { recursive: true, force: true });
    },
    async read(chunk, name) {
      const file = path.join(finished(chunk), name);
      try {
        return await readPlainFile(file, MAX_BYTES);
      } catch (error) {
        throw new InputError(`can't read ${show(file)}: ${(error as Error).message}`, { cause: error });
      }
    },
  };
}

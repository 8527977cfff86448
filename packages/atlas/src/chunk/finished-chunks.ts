import { InputError } from '@audiate/protocol';
import { unpackTar } from 'modern-tar';
import type { Chunk } from '../plan/atlas-plan.js';
import type { Store } from '../store/store.js';
import { packFiles } from '../tar/pack-files.js';
import { chunkName } from './chunk-folders.js';

/** A finished chunk: its rows as Parquet, and the archive of its sounds. */
export interface FinishedChunk {
  readonly units: Uint8Array;
  readonly sounds: Uint8Array;
}

/** The finished chunks of an atlas: each is one object of a store, `chunks/00012/chunk.tar`, so that it appears in one move. */
export interface FinishedChunks {
  isFinished(chunk: Chunk): Promise<boolean>;
  finish(chunk: Chunk, finished: FinishedChunk): Promise<void>;
  /** @throws InputError where it can't be read, or is no chunk. */
  read(chunk: Chunk): Promise<FinishedChunk>;
}

const UNITS = 'units.parquet';
const SOUNDS = 'sounds.tar';

/** The file of a chunk in its store. */
export function chunkFile(chunk: Chunk): string {
  return `chunks/${chunkName(chunk)}/chunk.tar`;
}

export function finishedChunks(store: Store): FinishedChunks {
  return {
    isFinished: (chunk) => store.has(chunkFile(chunk)),
    async finish(chunk, { units, sounds }) {
      const files = [
        { name: UNITS, bytes: units },
        { name: SOUNDS, bytes: sounds },
      ];
      await store.write(chunkFile(chunk), await packFiles(files));
    },
    async read(chunk) {
      const bytes = await store.read(chunkFile(chunk));
      try {
        const entries = await unpackTar(bytes);
        const [units, sounds] = [UNITS, SOUNDS].map((name) => entries.find(({ header }) => header.name === name)?.data);
        if (!units || !sounds) throw new Error(`${UNITS} or ${SOUNDS} is missing`);
        return { units, sounds };
      } catch (error) {
        throw new InputError(`${chunkFile(chunk)} in ${store.source} is damaged: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
  };
}

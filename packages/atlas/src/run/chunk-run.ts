import type { EngineOptions, ManyOptions } from '@audiate/core';
import type { Store } from '../store/store.js';

/** How chunks are rendered. */
export interface ChunkRun extends EngineOptions, Pick<ManyOptions, 'concurrency' | 'saveEverySeconds'> {
  /** A machine that is silent for so long has died, and another takes its chunk; 30, from 5 to 3600. */
  readonly deadAfterSeconds?: number;
  /** Where finished chunks go, and are looked for; the folder of the plan unless given. Its machines share nothing else. */
  readonly store?: Store;
}

import type { EngineOptions, ManyOptions } from '@audiate/core';

/** How chunks are rendered. */
export interface ChunkRun extends EngineOptions, Pick<ManyOptions, 'concurrency' | 'saveEverySeconds'> {
  /** A machine that is silent for so long has died, and another takes its chunk; 30, from 5 to 3600. */
  readonly deadAfterSeconds?: number;
}

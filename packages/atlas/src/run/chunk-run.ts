import type { EngineOptions, ManyOptions } from '@audiate/core';

/** How chunks are rendered. */
export interface ChunkRun extends EngineOptions, Pick<ManyOptions, 'concurrency' | 'saveEverySeconds'> {
  /** A machine that is silent for so long has died, and another takes its chunk; 30, from 5 to 3600. */
  readonly deadAfterSeconds?: number;
  /**
   * The folder of what is under way; machines that share it see one another's claims. `work` in the folder of the plan unless given; of a
   * plan in a bucket `atlas-work/` and the plan's hash, in the current folder.
   */
  readonly work?: string;
}

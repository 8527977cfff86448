import type { EngineOptions, ManyOptions } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import type { ChunkFolders } from '../chunk/chunk-folders.js';
import { claim } from '../chunk/claim.js';
import { renderChunk } from '../chunk/render-chunk.js';
import type { AtlasPlan, Chunk } from '../plan/atlas-plan.js';
import { writeRows } from '../rows/write-rows.js';

/** How chunks are rendered. */
export interface ChunkRun extends EngineOptions, Pick<ManyOptions, 'concurrency' | 'saveEverySeconds'> {
  /** A machine that is silent for so long has died, and another takes its chunk; 30, from 5 to 3600. */
  readonly deadAfterSeconds?: number;
}

/** A chunk to complete, and who watches. */
export interface ChunkWork {
  readonly model: ModelAdapter;
  readonly plan: AtlasPlan;
  readonly chunk: Chunk;
  readonly folders: ChunkFolders;
  readonly run: ChunkRun;
  readonly signal: AbortSignal | undefined;
  /** Told after each step how many of the chunk's units are finished. */
  watch(units: number): void;
}

/** How it ended: `elsewhere` where another program works on it. */
export type ChunkEnd = 'finished' | 'elsewhere' | 'aborted';

/** Renders a chunk, unless it is finished already, or another program works on it. */
export async function completeChunk({
  model,
  plan,
  chunk,
  folders,
  run: asked,
  signal,
  watch,
}: ChunkWork): Promise<ChunkEnd> {
  const { deadAfterSeconds, ...run } = asked;
  if (await folders.isFinished(chunk)) return 'finished';
  const work = await folders.openWork(chunk);
  const lost = new AbortController();
  const claimed = await claim(work, () => lost.abort(), deadAfterSeconds);
  if (!claimed) return 'elsewhere';
  try {
    // Whoever had it may have finished it in the meantime.
    if (!(await folders.isFinished(chunk))) {
      const stop = AbortSignal.any([lost.signal, ...(signal ? [signal] : [])]);
      const rendered = await renderChunk(model, plan, chunk, { ...run, work, signal: stop, onUnits: watch });
      if (lost.signal.aborted) return 'elsewhere';
      if (!rendered) return 'aborted';
      const { rows, archive } = rendered;
      const units = await writeRows(rows, { format: 1, model: plan.model, chunk });
      await folders.finish(chunk, { units, sounds: archive });
    }
    await folders.clearWork(chunk);
    return 'finished';
  } finally {
    await claimed.release();
  }
}

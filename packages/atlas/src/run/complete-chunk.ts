import type { ModelAdapter } from '@audiate/protocol';
import type { ChunkFolders } from '../chunk/chunk-folders.js';
import { claim } from '../chunk/claim.js';
import type { FinishedChunks } from '../chunk/finished-chunks.js';
import { renderChunk } from '../chunk/render-chunk.js';
import type { AtlasPlan, Chunk } from '../plan/atlas-plan.js';
import { planHash } from '../plan/plan-hash.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import { writeRows } from '../rows/write-rows.js';
import type { ChunkRun } from './chunk-run.js';
import { environmentOf } from './environment.js';

/** A chunk to complete, and who watches. */
export interface ChunkWork {
  readonly model: ModelAdapter;
  readonly plan: AtlasPlan;
  readonly chunk: Chunk;
  readonly folders: ChunkFolders;
  readonly finished: FinishedChunks;
  readonly run: ChunkRun;
  readonly signal: AbortSignal | undefined;
  /** Told after each step how many of the chunk's units are finished. */
  watch(units: number): void;
}

/** How it ended: `elsewhere` where another program works on it. */
export type ChunkEnd = 'finished' | 'elsewhere' | 'aborted';

/** Renders a chunk, unless it is finished already, or another program works on it. */
export async function completeChunk(work: ChunkWork): Promise<ChunkEnd> {
  const { chunk, folders, finished, run } = work;
  const place = await folders.placeOf(chunk);
  const lost = new AbortController();
  const claimed = await claim(place, () => lost.abort(), run.deadAfterSeconds);
  if (!claimed) return (await finished.isFinished(chunk)) ? 'finished' : 'elsewhere';
  try {
    if (!(await finished.isFinished(chunk))) {
      const ended = await render(work, lost.signal);
      if (ended !== 'finished') return ended;
    }
    await folders.clearWork(chunk);
    return 'finished';
  } finally {
    await claimed.release();
  }
}

async function render({ model, plan, chunk, folders, finished, run, signal, watch }: ChunkWork, lost: AbortSignal) {
  const { deadAfterSeconds: _, work: __, ...how } = run;
  const stop = AbortSignal.any([lost, ...(signal ? [signal] : [])]);
  const work = folders.workOf(chunk, environmentOf(run));
  const rendered = await renderChunk(model, plan, chunk, { ...how, work, signal: stop, onUnits: watch });
  if (lost.aborted) return 'elsewhere';
  if (!rendered) return 'aborted';
  const units = await writeRows(UNIT_COLUMNS, rendered.rows, {
    format: 1,
    model: plan.model,
    plan: planHash(plan),
    chunk,
  });
  await finished.finish(chunk, { units, sounds: rendered.archive });
  return 'finished';
}

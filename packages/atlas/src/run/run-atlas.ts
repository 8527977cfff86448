import type { ModelAdapter } from '@audiate/protocol';
import { chunkFolders } from '../chunk/chunk-folders.js';
import { type Chunk, chunksOf, unitCount } from '../plan/atlas-plan.js';
import { checkSameModel } from '../plan/check-same-model.js';
import { readPlan } from '../plan/plan-file.js';
import { checkShard, type Shard } from '../shard/shard.js';
import { type ChunkRun, completeChunk } from './complete-chunk.js';

/** Options of {@link runAtlas}. */
export interface RunOptions extends ChunkRun {
  /** Which chunks this machine renders; all that nobody else has unless given. */
  readonly shard?: Shard;
  /** Ends the run within a step; what is finished stays, and what is under way is kept for the next run. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AtlasProgress) => void;
}

/** How far a run has come. */
export interface AtlasProgress {
  /** Units of the shard that are finished, a unit half rendered as a half, and how many it has. */
  readonly done: number;
  readonly of: number;
  /** The chunk under way. */
  readonly chunk: Chunk;
}

/** How a run ended. */
export interface RunEnd {
  readonly stopped: 'done' | 'aborted';
  /** Chunks of the shard that are finished, by whomever, and those that another program has. */
  readonly finished: number;
  readonly elsewhere: number;
  readonly of: number;
}

/**
 * Renders the chunks of a plan that are not finished. Any number of programs may run one plan at once, on machines that share
 * the folder: each takes chunks that nobody has. Where machines share no disk, each has a shard and a copy of `plan.json`.
 * A program may be killed at any moment; the next run goes on from where it stood, and ends with the same bits.
 *
 * A chunk of n units needs memory for their sounds (64 kB a second each at 16 kHz) beside what a render needs.
 * @param folder holds `plan.json`; `chunks/` and `work/` are made in it.
 * @throws InputError for a model that is not the plan's, and where there is no plan or the folder can't be written.
 */
export async function runAtlas(folder: string, model: ModelAdapter, options: RunOptions = {}): Promise<RunEnd> {
  const { shard, signal, onProgress, ...run } = options;
  const plan = await readPlan(folder);
  checkSameModel(plan, model);
  if (shard) checkShard(shard, 'shard');
  const chunks = chunksOf(plan).filter(({ number }) => !shard || number % shard.of === shard.index);
  const folders = chunkFolders(folder);
  const of = chunks.reduce((sum, chunk) => sum + unitCount(chunk), 0);
  let [done, finished, elsewhere] = [0, 0, 0];
  const end = (stopped: RunEnd['stopped']): RunEnd => ({ stopped, finished, elsewhere, of: chunks.length });
  for (const chunk of chunks) {
    if (signal?.aborted) return end('aborted');
    const watch = (units: number) => onProgress?.({ done: done + units, of, chunk });
    const outcome = await completeChunk({ model, plan, chunk, folders, run, signal, watch });
    if (outcome === 'aborted') return end('aborted');
    if (outcome === 'elsewhere') elsewhere++;
    else finished++;
    done += unitCount(chunk);
    watch(0);
  }
  return end('done');
}

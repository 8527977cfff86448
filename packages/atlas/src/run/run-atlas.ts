import type { ModelAdapter } from '@audiate/protocol';
import { chunkFolders } from '../chunk/chunk-folders.js';
import { DEAD_AFTER_SECONDS } from '../chunk/claim.js';
import { finishedChunks } from '../chunk/finished-chunks.js';
import { workFolderOf } from '../chunk/work-folder.js';
import { type Chunk, chunksOf, unitCount } from '../plan/atlas-plan.js';
import { checkSameModel } from '../plan/check-same-model.js';
import { readPlan } from '../plan/plan-file.js';
import { checkShard, type Shard } from '../shard/shard.js';
import type { Store } from '../store/store.js';
import { storeAt } from '../store/store-at.js';
import type { ChunkRun } from './chunk-run.js';
import { completeChunk } from './complete-chunk.js';
import { pause } from './pause.js';

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
  /** Chunks of the shard that are finished, by whomever, and those that another program is at work on. */
  readonly finished: number;
  readonly elsewhere: number;
  /** Chunks that could not be rendered, and why. */
  readonly failed: readonly { readonly chunk: number; readonly error: Error }[];
  readonly of: number;
}

/** How often it is looked whether a chunk that another program had is free. */
const LOOK_MS = 2_000;
/** Where the first ones all fail, the rest would, too. */
const MAX_FAILED_AT_FIRST = 3;

/**
 * Renders the chunks of a plan that are not finished. Any number of programs may run one plan at once, on machines that share
 * the folder: each takes chunks that nobody has. Where machines share no disk, the plan is in a bucket, and each has a shard.
 * A program may be killed at any moment; the next run goes on from where it stood, and ends with the same bits. It waits until
 * the claim of a program that was killed ends; what a living one works on is left to it.
 *
 * A chunk of n units needs memory for their sounds (64 kB a second each at 16 kHz) beside what a render needs.
 * @param place a folder or a bucket that holds `plan.json`; `chunks/` is made in it.
 * @throws InputError for a model that is not the plan's, and where there is no plan or the place can't be written; the
 * reason where the first three chunks all fail.
 */
export async function runAtlas(place: string | Store, model: ModelAdapter, options: RunOptions = {}): Promise<RunEnd> {
  const { shard, signal, onProgress, ...run } = options;
  const plan = await readPlan(place);
  checkSameModel(plan, model);
  if (shard) checkShard(shard, 'shard');
  const chunks = chunksOf(plan).filter(({ number }) => !shard || number % shard.of === shard.index);
  const folders = chunkFolders(workFolderOf(place, plan, run.work));
  const finishedOnes = finishedChunks(storeAt(place));
  const of = chunks.reduce((sum, chunk) => sum + unitCount(chunk), 0);
  const failed: { chunk: number; error: Error }[] = [];
  let [done, finished] = [0, 0];
  let waiting: readonly Chunk[] = chunks;
  const end = (stopped: RunEnd['stopped']): RunEnd => {
    const elsewhere = stopped === 'done' ? waiting.length : 0;
    return { stopped, finished, elsewhere, failed, of: chunks.length };
  };
  // After a first pass the claim of a program that was killed is the longest that can be in the way.
  let deadline = Number.POSITIVE_INFINITY;
  while (waiting.length > 0 && performance.now() < deadline) {
    const elsewhere: Chunk[] = [];
    for (const chunk of waiting) {
      if (signal?.aborted) return end('aborted');
      const watch = (units: number) => onProgress?.({ done: done + units, of, chunk });
      try {
        const outcome = await completeChunk({
          model,
          plan,
          chunk,
          folders,
          finished: finishedOnes,
          run,
          signal,
          watch,
        });
        if (outcome === 'aborted') return end('aborted');
        if (outcome === 'elsewhere') {
          elsewhere.push(chunk);
          continue;
        }
        finished++;
      } catch (error) {
        failed.push({ chunk: chunk.number, error: error as Error });
        if (finished === 0 && failed.length === Math.min(MAX_FAILED_AT_FIRST, chunks.length)) throw error;
      }
      done += unitCount(chunk);
      watch(0);
    }
    waiting = elsewhere;
    if (waiting.length === 0) break;
    deadline = Math.min(deadline, performance.now() + 1000 * (run.deadAfterSeconds ?? DEAD_AFTER_SECONDS) + LOOK_MS);
    await pause(LOOK_MS, signal);
  }
  return end('done');
}

import type { EngineOptions, ManyOptions } from '@audiate/core';
import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import { type ChunkFolders, chunkFolders } from '../chunk/chunk-folders.js';
import { claim } from '../chunk/claim.js';
import { renderChunk } from '../chunk/render-chunk.js';
import { type AtlasPlan, type Chunk, chunksOf, unitCount } from '../plan/atlas-plan.js';
import { readPlan } from '../plan/plan-file.js';
import { writeRows } from '../rows/write-rows.js';
import { checkShard, type Shard } from '../shard/shard.js';

/** Options of {@link runAtlas}. */
export interface RunOptions extends EngineOptions, Pick<ManyOptions, 'concurrency' | 'saveEverySeconds'> {
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
    const outcome = await complete({ model, plan, chunk, folders, run, signal, watch });
    if (outcome === 'aborted') return end('aborted');
    if (outcome === 'elsewhere') elsewhere++;
    else finished++;
    done += unitCount(chunk);
    watch(0);
  }
  return end('done');
}

interface Work {
  readonly model: ModelAdapter;
  readonly plan: AtlasPlan;
  readonly chunk: Chunk;
  readonly folders: ChunkFolders;
  readonly run: Pick<RunOptions, 'engine' | 'device' | 'concurrency' | 'saveEverySeconds'>;
  readonly signal: AbortSignal | undefined;
  watch(units: number): void;
}

async function complete({ model, plan, chunk, folders, run, signal, watch }: Work) {
  if (await folders.isFinished(chunk)) return 'finished';
  const work = await folders.openWork(chunk);
  const lost = new AbortController();
  const claimed = await claim(work, () => lost.abort());
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

function checkSameModel({ model: planned }: AtlasPlan, model: ModelAdapter): void {
  if (model?.fingerprint === planned.fingerprint) return;
  throw new InputError(
    `the plan is of ${show(planned.name)} (fingerprint ${show(planned.fingerprint)}), not of ${show(model?.name)} (${show(model?.fingerprint)})`,
  );
}

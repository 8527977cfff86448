import type { ModelAdapter } from '@audiate/protocol';
import { type ConnectionOptions, DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { chunkFolders } from '../chunk/chunk-folders.js';
import { DEAD_AFTER_SECONDS } from '../chunk/claim.js';
import { chunksOf } from '../plan/atlas-plan.js';
import { checkSameModel } from '../plan/check-same-model.js';
import { readPlan } from '../plan/plan-file.js';
import { type ChunkRun, completeChunk } from '../run/complete-chunk.js';
import { type ChunkJob, queueName } from './queue-name.js';

/** Options of {@link workQueue}. */
export interface QueueRunOptions extends ChunkRun {
  /** Of Redis or Valkey, as BullMQ takes it. */
  readonly connection: ConnectionOptions;
  /** Ends the work within a step; the chunk under way goes back on the queue. */
  readonly signal?: AbortSignal;
  /** Told when a chunk is finished, or was set aside with the reason. */
  readonly onChunk?: (chunk: number, failed?: Error) => void;
}

/** A chunk may lose its machine often before it is set aside: machines that come and go are the rule. */
const MAX_STALLED = 100;
/** How long a chunk waits that another program has. */
const ELSEWHERE_MS = 2_000;
const POLL_MS = 500;

/**
 * Works on the queue of a plan until every chunk is finished or set aside. Machines may come and go: a chunk whose machine
 * died is taken over, one that is delivered twice is rendered once, and one that fails three times is set aside, where
 * Bull Board shows it. Each machine takes one chunk at a time.
 * @param folder holds `plan.json` and is shared by the machines.
 * @returns how many chunks this machine finished.
 * @throws InputError for a model that is not the plan's, and where there is no plan.
 */
export async function workQueue(
  folder: string,
  model: ModelAdapter,
  { connection, signal, onChunk, ...run }: QueueRunOptions,
): Promise<number> {
  const plan = await readPlan(folder);
  checkSameModel(plan, model);
  const chunks = chunksOf(plan);
  const folders = chunkFolders(folder);
  const lockMs = 1000 * (run.deadAfterSeconds ?? DEAD_AFTER_SECONDS);
  let finished = 0;

  const complete = async (job: Job<ChunkJob>, token?: string) => {
    const chunk = chunks[job.data?.chunk];
    // The queue is open to whoever reaches Redis: a job that names no chunk can't be tried again.
    if (!chunk) throw new UnrecoverableError(`the plan has no chunk ${job.data?.chunk}`);
    let watched = 0;
    const watch = (units: number) => {
      watched = units;
    };
    const telling = setInterval(() => job.updateProgress({ units: watched }).catch(() => {}), 2000);
    try {
      const end = await completeChunk({ model, plan, chunk, folders, run, signal, watch });
      if (end === 'finished') return;
      await job.moveToDelayed(Date.now() + (end === 'aborted' ? 0 : ELSEWHERE_MS), token);
      throw new DelayedError();
    } finally {
      clearInterval(telling);
    }
  };

  const worker = new Worker<ChunkJob>(queueName(plan), complete, {
    connection,
    concurrency: 1,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: MAX_STALLED,
  });
  // A Redis that is away for a while is reached again by the client; nobody listening, Node would end the program.
  worker.on('error', () => {});
  worker.on('completed', ({ data }) => {
    finished++;
    onChunk?.(data.chunk);
  });
  worker.on('failed', (job, error) => job && onChunk?.(job.data.chunk, error));
  try {
    await untilDone(new Queue<ChunkJob>(queueName(plan), { connection }), signal);
  } finally {
    await worker.close();
  }
  return finished;
}

/** Waits until nothing waits and nothing is under way, here or elsewhere. */
async function untilDone(queue: Queue<ChunkJob>, signal: AbortSignal | undefined): Promise<void> {
  queue.on('error', () => {});
  try {
    while (!signal?.aborted) {
      const { waiting = 0, delayed = 0, active = 0 } = await queue.getJobCounts('waiting', 'delayed', 'active');
      if (waiting + delayed + active === 0) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } finally {
    await queue.close();
  }
}

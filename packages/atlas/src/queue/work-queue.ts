import type { ModelAdapter } from '@audiate/protocol';
import { type ConnectionOptions, DelayedError, type Job, type Queue, UnrecoverableError, Worker } from 'bullmq';
import { chunkFolders } from '../chunk/chunk-folders.js';
import { DEAD_AFTER_SECONDS } from '../chunk/claim.js';
import { finishedChunks } from '../chunk/finished-chunks.js';
import { workFolderOf } from '../chunk/work-folder.js';
import { type Chunk, chunksOf } from '../plan/atlas-plan.js';
import { checkSameModel } from '../plan/check-same-model.js';
import { readPlan } from '../plan/plan-file.js';
import type { ChunkRun } from '../run/chunk-run.js';
import { completeChunk } from '../run/complete-chunk.js';
import { pause } from '../run/pause.js';
import type { Store } from '../store/store.js';
import { storeAt } from '../store/store-at.js';
import { openQueue } from './open-queue.js';
import type { ChunkJob } from './queue-name.js';

/** Options of {@link workQueue}. */
export interface QueueRunOptions extends ChunkRun {
  /** Of Redis or Valkey, as BullMQ takes it. */
  readonly connection: ConnectionOptions;
  /** Ends the work within a step; the chunk under way goes back on the queue. */
  readonly signal?: AbortSignal;
  /** Told when a chunk is finished, or was set aside with the reason. */
  readonly onChunk?: (chunk: number, failed?: Error) => void;
}

/** A chunk may lose its machine so often: machines come and go. One that loses more of them may be what ends them. */
const MAX_STALLED = 5;
/** How long a chunk waits that another program has. */
const ELSEWHERE_MS = 2_000;
const POLL_MS = 500;
const TELL_MS = 2_000;
/** How long a step, and a Redis that answers, take at most. */
const CLOSE_MS = 15_000;

/**
 * Works on the queue of a plan until every chunk is finished or set aside. Machines may come and go: a chunk whose machine
 * died is taken over, one that is delivered twice is rendered once, and one that fails three times, or loses more than
 * five machines, is set aside, where Bull Board shows it. Each machine takes one chunk at a time.
 * @param place a folder or a bucket that holds `plan.json` and is shared by the machines.
 * @returns how many chunks this machine finished.
 * @throws InputError for a model that is not the plan's, where there is no plan, and where Redis does not answer at first.
 */
export async function workQueue(
  place: string | Store,
  model: ModelAdapter,
  { connection, signal, onChunk, ...run }: QueueRunOptions,
): Promise<number> {
  const plan = await readPlan(place);
  checkSameModel(plan, model);
  const chunks = chunksOf(plan);
  const folders = chunkFolders(workFolderOf(place, plan, run.work));
  const finishedOnes = finishedChunks(storeAt(place));
  const lockMs = 1000 * (run.deadAfterSeconds ?? DEAD_AFTER_SECONDS);
  let finished = 0;

  const complete = async (job: Job<ChunkJob>, token?: string) => {
    const chunk = chunkOf(job);
    let watched = 0;
    const watch = (units: number) => {
      watched = units;
    };
    const telling = setInterval(() => job.updateProgress({ units: watched }).catch(() => {}), TELL_MS);
    try {
      const end = await completeChunk({ model, plan, chunk, folders, finished: finishedOnes, run, signal, watch });
      if (end === 'finished') return;
      await job.moveToDelayed(Date.now() + (end === 'aborted' ? 0 : ELSEWHERE_MS), token);
      throw new DelayedError();
    } finally {
      clearInterval(telling);
    }
  };
  /** The queue is open to whoever reaches Redis: a job that names no chunk can't be tried again. */
  const chunkOf = ({ data }: Job<ChunkJob>): Chunk => {
    const chunk = Number.isInteger(data?.chunk) ? chunks[data.chunk] : undefined;
    if (!chunk) throw new UnrecoverableError('the plan has no such chunk');
    return chunk;
  };

  const queue = await openQueue(plan, connection);
  const worker = new Worker<ChunkJob>(queue.name, complete, {
    connection,
    concurrency: 1,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: MAX_STALLED,
  });
  // A Redis that is away for a while is reached again by the client; nobody listening, Node would end the program.
  worker.on('error', () => {});
  worker.on('completed', (job) => {
    finished++;
    onChunk?.(chunkOf(job).number);
  });
  worker.on('failed', (job, error) => {
    const isLast = job && (job.attemptsMade >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError);
    if (isLast && Number.isInteger(job.data?.chunk)) onChunk?.(job.data.chunk, error);
  });
  try {
    await untilDone(queue, signal);
  } finally {
    await closed(worker, queue);
  }
  return finished;
}

/** Waits until nothing waits and nothing is under way, here or elsewhere. */
async function untilDone(queue: Queue<ChunkJob>, signal: AbortSignal | undefined): Promise<void> {
  const aborted = new Promise<undefined>((resolve) => {
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  while (!signal?.aborted) {
    // While Redis is away this is not answered; an abort ends the wait.
    const counts = await Promise.race([queue.getJobCounts('waiting', 'delayed', 'active'), aborted]);
    if (!counts) return;
    const { waiting = 0, delayed = 0, active = 0 } = counts;
    if (waiting + delayed + active === 0) return;
    await pause(POLL_MS, signal);
  }
}

/** Ends the work: the chunk under way goes back on the queue, unless Redis is away. */
async function closed(worker: Worker<ChunkJob>, queue: Queue<ChunkJob>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<'too long'>((resolve) => {
    timer = setTimeout(() => resolve('too long'), CLOSE_MS);
  });
  const ended = await Promise.race([worker.close().then(() => queue.close()), tooLong]);
  clearTimeout(timer);
  if (ended !== 'too long') return;
  // What waits for a Redis that is away is left: it holds nothing but a connection that ends with the program.
  void worker.close(true).catch(() => {});
  void queue.close().catch(() => {});
}

import type { ConnectionOptions, Queue } from 'bullmq';
import { chunkName } from '../chunk/chunk-folders.js';
import { finishedChunks } from '../chunk/finished-chunks.js';
import { type Chunk, chunksOf } from '../plan/atlas-plan.js';
import { readPlan } from '../plan/plan-file.js';
import type { Store } from '../store/store.js';
import { storeAt } from '../store/store-at.js';
import { openQueue } from './open-queue.js';
import type { ChunkJob } from './queue-name.js';

/** What a queue holds. */
export interface QueueCounts {
  /** Chunks that nobody has yet, that machines have, and that are finished. */
  readonly waiting: number;
  readonly active: number;
  readonly finished: number;
  /** Chunks that failed every time and were set aside. */
  readonly failed: number;
}

/** How often a chunk is tried before it is set aside. */
const ATTEMPTS = 3;
/** Jobs that are sent to Redis in one go. */
const BULK = 500;

/**
 * Puts the chunks of a plan that are not finished on a queue of BullMQ. Called again it adds none twice; chunks that were set aside
 * are tried again.
 * @param place a folder or a bucket that holds `plan.json` and the finished chunks.
 * @param connection of Redis or Valkey, as BullMQ takes it.
 * @throws InputError where there is no plan, and where Redis does not answer.
 */
export async function fillQueue(place: string | Store, connection: ConnectionOptions): Promise<QueueCounts> {
  const plan = await readPlan(place);
  const finished = finishedChunks(storeAt(place));
  const queue = await openQueue(plan, connection);
  try {
    const open = [];
    for (const chunk of chunksOf(plan)) if (!(await finished.isFinished(chunk))) open.push(chunk);
    for (let first = 0; first < open.length; first += BULK) {
      const bulk = open.slice(first, first + BULK);
      // A job that ended, with a chunk that is not there, or failed: it begins anew.
      await Promise.all(bulk.map((chunk) => removeEnded(queue, jobOf(chunk))));
      await queue.addBulk(
        bulk.map((chunk) => ({
          name: `${chunk.layer}:${chunk.first}-${chunk.last}`,
          data: { chunk: chunk.number },
          opts: { jobId: jobOf(chunk), attempts: ATTEMPTS, backoff: { type: 'exponential', delay: 1000 } },
        })),
      );
    }
    return await countsOf(queue);
  } finally {
    await queue.close();
  }
}

const jobOf = (chunk: Chunk) => `chunk-${chunkName(chunk)}`;

async function removeEnded(queue: Queue<ChunkJob>, id: string): Promise<void> {
  const job = await queue.getJob(id);
  if (job && ['completed', 'failed'].includes(await job.getState())) await job.remove();
}

/** How many chunks of a plan its queue holds. */
export async function queueCounts(place: string | Store, connection: ConnectionOptions): Promise<QueueCounts> {
  const queue = await openQueue(await readPlan(place), connection);
  try {
    return await countsOf(queue);
  } finally {
    await queue.close();
  }
}

async function countsOf(queue: Queue<ChunkJob>): Promise<QueueCounts> {
  const counts = await queue.getJobCounts('waiting', 'delayed', 'active', 'completed', 'failed');
  const { waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0 } = counts;
  return { waiting: waiting + delayed, active, finished: completed, failed };
}

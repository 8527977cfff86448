import { InputError } from '@audiate/protocol';
import { type ConnectionOptions, Queue } from 'bullmq';
import type { AtlasPlan } from '../plan/atlas-plan.js';
import { type ChunkJob, queueName } from './queue-name.js';

/** How long a Redis may take to answer for the first time. */
const ANSWER_MS = 10_000;

/**
 * The queue of a plan, once Redis has answered. Later on its client reaches it again after a restart.
 * @throws InputError where Redis does not answer.
 */
export async function openQueue(plan: AtlasPlan, connection: ConnectionOptions): Promise<Queue<ChunkJob>> {
  const queue = new Queue<ChunkJob>(queueName(plan), { connection });
  let fail: (error: Error) => void = () => {};
  // With nobody to listen, Node would end the program.
  queue.on('error', (error) => fail(error));
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      queue.waitUntilReady(),
      new Promise((_, reject) => {
        fail = reject;
        timer = setTimeout(() => reject(new Error(`no answer in ${ANSWER_MS / 1000} s`)), ANSWER_MS);
      }),
    ]);
    return queue;
  } catch (error) {
    await queue.close().catch(() => {});
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(`can't reach Redis (${code ?? message}); start it, or name where it is`, { cause: error });
  } finally {
    clearTimeout(timer);
    fail = () => {};
  }
}

import type { Store } from '@audiate/atlas';
import type { QueueRunOptions } from '@audiate/atlas/queue';
import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import { EXIT } from '../../terminal/exit.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Where a Redis is. */
export interface RedisConnection {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: object;
  readonly maxRetriesPerRequest: null;
}

const USUAL_PORT = 6379;

/**
 * Reads `redis://host:6379`, or `rediss://` over TLS, with a user and password before an `@` where it asks for them.
 * @throws InputError for another address; it is not repeated, because it may hold a password.
 */
export function redisOf(address: string): RedisConnection {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url?.hostname || !['redis:', 'rediss:'].includes(url.protocol)) {
    throw new InputError('--redis must be an address such as redis://localhost:6379, or rediss:// over TLS');
  }
  return {
    host: url.hostname,
    port: Number(url.port || USUAL_PORT),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
    maxRetriesPerRequest: null,
  };
}

/** The queue of an atlas. @throws InputError where BullMQ is not installed. */
export async function loadQueue(): Promise<typeof import('@audiate/atlas/queue')> {
  try {
    return await import('@audiate/atlas/queue');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new InputError('a queue needs the packages bullmq and ioredis; npm install bullmq ioredis', { cause: error });
  }
}

interface QueueWork {
  readonly run: Omit<QueueRunOptions, 'connection' | 'signal' | 'onChunk'>;
  readonly connection: RedisConnection;
  readonly terminal: Terminal;
  readonly json: boolean;
}

/** Works on the queue of a plan until it is empty, with a line for each chunk. @returns the exit code. */
export async function workOnQueue(
  place: string | Store,
  model: ModelAdapter,
  { run, connection, terminal, json }: QueueWork,
): Promise<number> {
  const { queueCounts, workQueue } = await loadQueue();
  const finished = await workQueue(place, model, {
    ...run,
    connection,
    signal: terminal.signal,
    onChunk(chunk, error) {
      const message = error ? show(error.message) : undefined;
      if (json) terminal.print(JSON.stringify({ chunk, ...(message && { failed: message }) }));
      else if (message) terminal.error(`chunk ${chunk} failed: ${message}`);
      else terminal.print(`chunk ${chunk} is finished`);
    },
  });
  if (terminal.signal.aborted) {
    terminal.error(`stopped with ${finished} chunks finished here; the same command goes on`);
    return EXIT.interrupted;
  }
  const { failed } = await queueCounts(place, connection);
  if (failed > 0) terminal.error(`${failed} chunks were set aside; audiate atlas queue tries them again`);
  return failed > 0 ? EXIT.mistake : EXIT.done;
}

import { Worker } from 'node:worker_threads';

/** A thread that does the tasks of one page. */
export interface EngineThread {
  /** A message of the page. Its memory is given away. */
  take(bytes: ArrayBuffer): void;
  /** So many bytes have left for the page. */
  sent(bytes: number): void;
  /** Stops all tasks, and then the thread. */
  end(): Promise<void>;
}

/** Who hears a thread. */
export interface ThreadEars {
  /** A message for the page. */
  send(bytes: Uint8Array): void;
  /** So many bytes of the page were read. */
  taken(bytes: number): void;
  /** The page, or the thread, is of no use any more. */
  hangUp(why: string): void;
}

/** The model that a program was started with. */
export interface NamedModel {
  readonly named: string;
  readonly sampleRate?: number | undefined;
  /** A sparse autoencoder, whose features are units of the model; none unless given. */
  readonly dictionary?: string | undefined;
  /** The layer that it reads, where its files do not say. */
  readonly dictionaryLayer?: string | undefined;
}

/** What a thread is started with. */
export interface ThreadData {
  /** The address of the studio's tasks for Node. */
  readonly engine: string;
  readonly model?: NamedModel | undefined;
}

/** To the thread, and from it. */
export type ToThread = { readonly bytes: ArrayBuffer } | { readonly sent: number } | 'end';
export type FromThread =
  | { readonly bytes: Uint8Array }
  | { readonly taken: number }
  | { readonly hangUp: string }
  | 'ended';

/** How a thread is started. */
export interface ThreadOptions {
  /** Its file: `thread.ts` as it is built. */
  readonly entry: URL;
  readonly data: ThreadData;
  /** A task that has not stopped by then is stopped by force; five seconds unless given. */
  readonly patienceMs?: number;
}

/** Starts a thread. */
export function startThread(
  { entry, data, patienceMs = 5000 }: ThreadOptions,
  { send, taken, hangUp }: ThreadEars,
): EngineThread {
  const worker = new Worker(entry, { name: 'audiate studio', workerData: data });
  const post = (message: ToThread, moved: ArrayBuffer[] = []) => worker.postMessage(message, moved);
  let isEnding = false;
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => resolve());
    worker.on('message', (message: FromThread) => {
      if (message === 'ended') resolve();
      else if ('bytes' in message) send(message.bytes);
      else if ('taken' in message) taken(message.taken);
      else hangUp(message.hangUp);
    });
  });
  worker.on('error', (error) => hangUp(`the engine failed: ${error instanceof Error ? error.message : error}`));
  worker.on('exit', (code) => isEnding || hangUp(`the engine ended with code ${code}`));
  return {
    take: (bytes) => post({ bytes }, [bytes]),
    sent: (bytes) => post({ sent: bytes }),
    async end() {
      isEnding = true;
      post('end');
      const timer = setTimeout(() => void worker.terminate(), patienceMs);
      await ended;
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}

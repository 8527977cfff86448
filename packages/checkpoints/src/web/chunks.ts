import { type Requests, SILENCE_MS } from './request.js';

/** How long a body is waited for. */
type Waiting = Pick<Requests, 'signal' | 'silenceMs'>;

/** A response's body, piece by piece. */
export interface Chunks {
  /**
   * The next bytes; `end` after the last, `broken` when the connection broke or said nothing for too long.
   * @throws the signal's reason when it aborts.
   */
  next(): Promise<Uint8Array | 'end' | 'broken'>;
  /** Lets the connection go. */
  close(): Promise<void>;
}

/** Reads a body that may break off or fall silent. */
export function chunksOf(response: Response, { signal, silenceMs = SILENCE_MS }: Waiting): Chunks {
  const reader = response.body?.getReader();
  const cancel = () => void reader?.cancel().catch(() => {});
  return {
    async next() {
      signal?.throwIfAborted();
      if (!reader) return 'end';
      let silent = false;
      const timer = setTimeout(() => {
        silent = true;
        cancel();
      }, silenceMs);
      signal?.addEventListener('abort', cancel);
      try {
        const { done, value } = await reader.read();
        signal?.throwIfAborted();
        if (silent) return 'broken';
        return done ? 'end' : value;
      } catch {
        signal?.throwIfAborted();
        return 'broken';
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      }
    },
    close: async () => cancel(),
  };
}

import type { Reply } from '../protocol/tasks.js';
import { NEWS_WAITS_BYTES } from './limits.js';
import type { ToPage } from './messages.js';

/** What goes to a page that may be slow. */
export interface Outbox {
  /** Sends; news waits while too much is on its way. */
  put(message: ToPage): void;
  /** So many bytes have left. */
  sent(bytes: number): void;
}

/**
 * Sends answers at once, and news as fast as the page takes it: while more than 4 MB are on their way, the news of a task is joined
 * with what is newer of it, and goes before its answer.
 * @param send writes a message, and returns its bytes.
 */
export function outbox(send: (message: ToPage) => number): Outbox {
  const waiting = new Map<number, object>();
  let onTheWay = 0;
  const write = (message: ToPage) => {
    onTheWay += send(message);
  };
  const writeWaiting = (id: number) => {
    const news = waiting.get(id);
    waiting.delete(id);
    if (news) write({ id, news } satisfies Reply);
  };
  return {
    put(message) {
      if (!('id' in message)) return write(message);
      const { id } = message;
      if (!('news' in message)) {
        writeWaiting(id);
        return write(message);
      }
      waiting.set(id, { ...waiting.get(id), ...(message.news as object) });
      if (onTheWay <= NEWS_WAITS_BYTES) writeWaiting(id);
    },
    sent(bytes) {
      onTheWay -= bytes;
      for (const id of waiting.keys()) if (onTheWay <= NEWS_WAITS_BYTES) writeWaiting(id);
    },
  };
}

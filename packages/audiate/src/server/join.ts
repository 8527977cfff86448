import type { WebSocket } from 'ws';
import type { EngineThread, ThreadEars } from './engine-thread.js';

/** Bytes that a thread has not read yet beyond which its page is not read. */
const UNREAD_BYTES = 2 ** 26;

/** Bytes of a reason, as the WebSocket's closing frame holds them. */
const REASON_BYTES = 120;

/**
 * Joins a page to a thread that does its tasks, until the page is closed. Neither is read faster than the other reads.
 * @param start starts the thread.
 * @returns resolves when the page is gone and its thread has ended.
 */
export async function join(page: WebSocket, start: (ears: ThreadEars) => EngineThread): Promise<void> {
  let unread = 0;
  page.binaryType = 'arraybuffer';
  const hangUp = (why: string) => page.close(1011, cut(why));
  const thread = start({
    send: (bytes) => page.send(bytes, () => thread.sent(bytes.length)),
    taken(bytes) {
      unread -= bytes;
      if (unread <= UNREAD_BYTES) page.resume();
    },
    hangUp,
  });
  page.on('message', (data, isBinary) => {
    if (!isBinary) return hangUp('a text came, where messages are bytes');
    const bytes = data as ArrayBuffer;
    unread += bytes.byteLength;
    if (unread > UNREAD_BYTES) page.pause();
    thread.take(bytes);
  });
  await new Promise((resolve) => page.once('close', resolve));
  await thread.end();
}

function cut(why: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(why).slice(0, REASON_BYTES)).replace(/\uFFFD$/, '');
}

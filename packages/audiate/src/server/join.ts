import type { WebSocket } from 'ws';
import type { EngineThread, ThreadEars } from './engine-thread.js';

/** Bytes on their way, to the thread or to the page, beyond which the page is not read. */
const MOST_BYTES = 2 ** 26;

/** Bytes of a reason, as the WebSocket's closing frame holds them. */
const REASON_BYTES = 120;

/**
 * Joins a page to a thread that does its tasks, until the page is closed. The page is read no faster than the thread
 * reads, and not while it leaves answers unread itself.
 * @param start starts the thread.
 * @returns resolves when the page is gone and its thread has ended.
 */
export async function join(page: WebSocket, start: (ears: ThreadEars) => EngineThread): Promise<void> {
  let [toThread, toPage] = [0, 0];
  const go = () => (Math.max(toThread, toPage) > MOST_BYTES ? page.pause() : page.resume());
  page.binaryType = 'arraybuffer';
  const hangUp = (why: string) => page.close(1011, cut(why));
  const thread = start({
    send(bytes) {
      toPage += bytes.length;
      go();
      page.send(bytes, () => {
        toPage -= bytes.length;
        go();
        thread.sent(bytes.length);
      });
    },
    taken(bytes) {
      toThread -= bytes;
      go();
    },
    hangUp,
  });
  page.on('message', (data, isBinary) => {
    if (!isBinary) return hangUp('a text came, where messages are bytes');
    const bytes = data as ArrayBuffer;
    toThread += bytes.byteLength;
    go();
    thread.take(bytes);
  });
  await new Promise((resolve) => page.once('close', resolve));
  await thread.end();
}

function cut(why: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(why).slice(0, REASON_BYTES)).replace(/\uFFFD$/, '');
}

import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access } from './access.js';
import type { Beside } from './serve-folder.js';

/** Where pages of the studio open their WebSocket. */
export const ENGINE_PATH = '/engine';

/** Bytes of one message; what a render stands at is the largest, ten seconds at 192 kHz of it the most. */
const MAX_MESSAGE_BYTES = 2 ** 26;

/** Pages at once: each has a model and a thread of its own. */
const MAX_PAGES = 8;

/** WebSockets of pages of the studio. */
export interface Pages {
  /** Takes a page's WebSocket: of this server's own page, in a browser that was let in. Others get 403. */
  readonly upgrade: NonNullable<Beside['upgrade']>;
  /** Ends all. */
  close(): void;
}

/** Accepts pages, eight at most. @param take is given each. */
export function acceptPages(access: Access, take: (page: WebSocket) => void): Pages {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      if (!isOwnPage(request) || !access.isLetIn(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (page) => {
        // What it did wrong is told by its close.
        page.on('error', () => {});
        if (server.clients.size > MAX_PAGES) page.close(1013, `${MAX_PAGES} pages are open; close one and reload this`);
        else take(page);
      });
    },
    close() {
      for (const page of server.clients) page.terminate();
      server.close();
    },
  };
}

/** Other sites' pages send their own origin, and what is no page sends none. */
function isOwnPage({ url, headers: { host, origin } }: IncomingMessage): boolean {
  return url === ENGINE_PATH && origin === `http://${host}`;
}

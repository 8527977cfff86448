import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { InputError } from '@audiate/protocol';
import sirv from 'sirv';
import { HOST, isForOwnHost } from './own-host.js';

/** A folder that is served. */
export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** What is done beside serving files. Requests by another name than this machine's do not get so far. */
export interface Beside {
  /** Answers a request before it is looked for in the folder; false where it does not. */
  answer?(request: IncomingMessage, response: ServerResponse): boolean;
  /** Takes a connection that wants to become another; without it such a connection is ended. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** What a page needs to compute in threads; it also keeps other sites' pages from reading what is served. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Serves a folder to browsers of this machine, isolated from other sites.
 * @param port a free one where it is 0.
 * @throws InputError where the port is taken or may not be used.
 */
export async function serveFolder(folder: string, port: number, { answer, upgrade }: Beside = {}): Promise<Served> {
  const files = sirv(folder, { dev: false, etag: true });
  const server = createServer((request, response) => {
    if (!isForOwnHost(request)) {
      response.writeHead(403).end();
      return;
    }
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (answer?.(request, response)) return;
    files(request, response, () => {
      response.writeHead(404).end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (upgrade && isForOwnHost(request)) upgrade(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new InputError(`can't listen on port ${port} (${error.code}); choose another --port`, { cause: error }));
    });
    server.listen(port, HOST, resolve);
  });
  return {
    address: `http://${HOST}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '@audiate/protocol';
import sirv from 'sirv';

/** A folder that is served. */
export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** Alone on this machine: nobody else on the network reaches it. */
const HOST = '127.0.0.1';

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
export async function serveFolder(folder: string, port: number): Promise<Served> {
  const files = sirv(folder, {
    dev: false,
    etag: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) => {
    // A page elsewhere whose name was made to lead here is not answered.
    const host = request.headers.host ?? '';
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) {
      response.writeHead(403).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404).end();
    });
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

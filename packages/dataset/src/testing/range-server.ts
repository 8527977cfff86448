import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of one file on this machine. */
export interface RangeServer {
  readonly address: string;
  /** Bytes of the file that were sent. */
  sent(): number;
  /** Ranges that were asked for, `from-to`, or `whole`. */
  readonly asked: string[];
  /** Connections that were closed before their answer was whole. */
  broken(): number;
  close(): void;
}

/** How a server behaves. */
export interface RangeServerOptions {
  /** Whether it gives ranges; true unless given. */
  readonly ranges?: boolean;
  /** Whether it answers HEAD; true unless given. */
  readonly head?: boolean;
  /** Answers instead, where it says so. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Serves a file, also to pages of other addresses. */
export async function rangeServer(
  content: Uint8Array,
  { ranges = true, head = true, answer = () => false }: RangeServerOptions = {},
): Promise<RangeServer> {
  let [sent, broken] = [0, 0];
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) broken++;
    });
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range');
    if (answer(request, response)) return;
    if (request.method === 'HEAD') {
      response.writeHead(head ? 200 : 405, { 'Content-Length': head ? content.length : 0 }).end();
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const isRange = ranges && from !== undefined;
    asked.push(isRange ? `${from}-${to}` : 'whole');
    const part = isRange ? content.subarray(Number(from), to ? Number(to) + 1 : undefined) : content;
    sent += part.length;
    const range = isRange ? { 'Content-Range': `bytes ${from}-${to}/${content.length}` } : {};
    response.writeHead(isRange ? 206 : 200, { 'Content-Length': part.length, ...range }).end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.parquet`,
    sent: () => sent,
    asked,
    broken: () => broken,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

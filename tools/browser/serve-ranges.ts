import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of one file, for pages of other addresses. */
export interface RangeServer {
  readonly address: string;
  /** Bytes that were sent. */
  sent(): number;
  /** Ranges that were asked for, `from-to`, or `whole`. */
  readonly asked: string[];
  close(): void;
}

/**
 * Serves a file and notes what was asked for of it.
 * @param without what it does not do: give ranges, answer HEAD, or have the file.
 */
export async function serveRanges(content: Uint8Array, without?: 'ranges' | 'head' | 'file'): Promise<RangeServer> {
  let sent = 0;
  const asked: string[] = [];
  const server = createServer(({ method, headers }, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    // Without HEAD the length stands in a header that pages don't see unless they may.
    if (without === 'head') response.setHeader('Access-Control-Expose-Headers', 'Content-Range');
    const refused = without === 'file' ? 404 : method === 'HEAD' && without === 'head' ? 405 : undefined;
    if (refused) response.writeHead(refused).end();
    else if (method === 'HEAD') response.writeHead(200, { 'Content-Length': content.length }).end();
    else {
      const [, from, to] = (without !== 'ranges' && /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '')) || [];
      asked.push(from === undefined ? 'whole' : `${from}-${to}`);
      const part = from === undefined ? content : content.subarray(Number(from), to ? Number(to) + 1 : undefined);
      sent += part.length;
      const range = from === undefined ? {} : { 'Content-Range': `bytes ${from}-${to}/${content.length}` };
      response.writeHead(from === undefined ? 200 : 206, { 'Content-Length': part.length, ...range }).end(part);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.parquet`,
    sent: () => sent,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

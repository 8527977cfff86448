import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server of files on this machine for the time of a test. */
export interface AtlasServer {
  /** Of the folder, with a slash at its end. */
  readonly address: string;
  /** `GET map.parquet 0-99`, one for each request. */
  readonly asked: string[];
}

/** Serves files by their paths; an answer of `instead` that is true goes before. */
export async function atlasServer(
  files: ReadonlyMap<string, Uint8Array>,
  {
    ranges = true,
    instead = () => false,
  }: { ranges?: boolean; instead?: (request: IncomingMessage, response: ServerResponse) => boolean } = {},
): Promise<AtlasServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url!.slice('/atlas/'.length).replace(/\?.*/, '');
    const [, from, to] = (ranges && /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')) || [];
    asked.push([request.method, name, ...(from ? [`${from}-${to}`] : [])].join(' '));
    if (instead(request, response)) return;
    const content = files.get(name);
    if (!content) return void response.writeHead(404).end();
    const part = from ? content.subarray(Number(from), Number(to) + 1) : content;
    const place = from ? { 'Content-Range': `bytes ${from}-${to}/${content.length}` } : {};
    response.writeHead(from ? 206 : 200, { 'Content-Length': part.length, ...place });
    response.end(request.method === 'HEAD' ? undefined : part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/atlas/`, asked };
}

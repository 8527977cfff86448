import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Store, StoredFile } from '@audiate/atlas';

/** What is held of a file at once. */
const PIECE = 2 ** 22;

/**
 * Answers requests for files of a store, whole or in one range.
 * @returns answers one request for the file of a name; 404 where there is none, 502 where the store does not give it.
 */
export function answerFromStore(
  store: Store,
): (name: string, request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (name, { method, headers }, response) => {
    const end = (status: number) => void response.writeHead(status).end();
    if (method !== 'GET' && method !== 'HEAD') return end(405);
    let file: StoredFile;
    try {
      file = await store.open(name);
    } catch {
      return end((await store.has(name).catch(() => true)) ? 502 : 404);
    }
    const { byteLength } = file;
    const [first, last] = rangeOf(headers.range, byteLength) ?? [0, byteLength - 1];
    const isPart = headers.range !== undefined;
    if (isPart && first > last) {
      response.setHeader('Content-Range', `bytes */${byteLength}`);
      return end(416);
    }
    response.writeHead(isPart ? 206 : 200, {
      'Accept-Ranges': 'bytes',
      'Content-Length': last + 1 - first,
      'Content-Type': 'application/octet-stream',
      ...(isPart && { 'Content-Range': `bytes ${first}-${last}/${byteLength}` }),
    });
    if (method === 'HEAD') return void response.end();
    // Where the store breaks off, so does the answer, whose length was told; a reader who leaves is no fault.
    await pipeline(piecesOf(file, first, last), response).catch(() => undefined);
  };
}

/** From the first to the last byte; a piece is read once the one before it has gone to who reads. */
async function* piecesOf(file: StoredFile, first: number, last: number): AsyncGenerator<Uint8Array> {
  for (let at = first; at <= last; at += PIECE) {
    yield new Uint8Array(await file.slice(at, Math.min(at + PIECE, last + 1)));
  }
}

const NONE = [1, 0] as const;

/** The first and the last byte of a header's one range; past one another where the file has no such bytes, or there are several. */
function rangeOf(header: string | undefined, bytes: number): readonly [first: number, last: number] | undefined {
  if (header === undefined) return undefined;
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (from !== '') return [Number(from), Math.min(to === '' ? bytes : Number(to), bytes - 1)];
  return to === '' || Number(to) === 0 ? NONE : [Math.max(0, bytes - Number(to)), bytes - 1];
}

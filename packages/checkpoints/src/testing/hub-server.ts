import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that arrived. */
export interface Seen {
  readonly at: 'hub' | 'cdn';
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** What a test makes go wrong; each is called for every answer that it could change. */
export interface Faults {
  /** A status instead of the answer, with headers. */
  status?(seen: Seen): { readonly status: number; readonly headers?: Record<string, string> } | undefined;
  /** Takes the whole answer over where it returns true. */
  answer?(seen: Seen, response: ServerResponse): boolean;
  /** The bytes that are sent instead; the headers go on telling of the true ones. */
  body?(seen: Seen, bytes: Buffer): Buffer;
  /** After so many bytes of this answer the connection is torn down. */
  cutAfter?(seen: Seen): number | undefined;
  /** Where a large file is redirected to, instead of the CDN. */
  location?(seen: Seen): string | undefined;
  /** The bytes wait for this before they are sent. */
  hold?(seen: Seen): Promise<void> | undefined;
  /** Range is not honoured. */
  ignoresRange?: boolean;
}

/** A Hub and its CDN on this machine. */
export interface HubServer {
  readonly endpoint: string;
  readonly cdn: string;
  readonly seen: Seen[];
  faults: Faults;
  close(): Promise<void>;
}

/** A model as the Hub holds it. */
export interface HostedModel {
  readonly commit: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The token without which it is not to be seen. */
  readonly token?: string;
}

/** Files from this size on lie on the CDN. */
const LARGE = 10_000;

/**
 * Serves models as huggingface.co does: `/<id>/resolve/<revision>/<file>` answers a small file by a relative 307 to its
 * cached copy (ETag: git's SHA-1), a large one by a 302 to another origin, whose address is signed (X-Linked-Etag: its
 * SHA-256, X-Linked-Size), both with X-Repo-Commit; ranges; 304 for If-None-Match; X-Error-Code. The CDN refuses
 * requests with a token, as storage behind signed addresses does.
 */
export async function startHub(models: Readonly<Record<string, HostedModel>>): Promise<HubServer> {
  const seen: Seen[] = [];
  const blobs = new Map<string, Buffer>();
  const note = (at: Seen['at'], { method, url, headers }: IncomingMessage): Seen => {
    const { range, authorization } = headers;
    const entry = { at, method: method!, path: url!, range, authorization };
    seen.push(entry);
    return entry;
  };
  const send = async (entry: Seen, response: ServerResponse, bytes: Buffer, headers: Record<string, string>) => {
    const { faults } = hub;
    const start = faults.ignoresRange ? 0 : Number(entry.range?.match(/^bytes=(\d+)-/)?.[1] ?? 0);
    if (start > 0 && start >= bytes.length) {
      return void response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    }
    response.writeHead(start > 0 ? 206 : 200, {
      ...headers,
      'accept-ranges': 'bytes',
      'content-length': bytes.length - start,
      ...(start > 0 && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (entry.method === 'HEAD') return void response.end();
    await faults.hold?.(entry);
    const part = (faults.body?.(entry, bytes) ?? bytes).subarray(start);
    const cut = faults.cutAfter?.(entry);
    if (cut === undefined) return void response.end(part);
    response.write(part.subarray(0, cut), () => setTimeout(() => response.destroy(), 50));
  };
  const faulty = (entry: Seen, response: ServerResponse): boolean => {
    if (hub.faults.answer?.(entry, response)) return true;
    const fault = hub.faults.status?.(entry);
    if (fault) response.writeHead(fault.status, fault.headers).end();
    return fault !== undefined;
  };
  const cdn = createServer((request, response) => {
    const entry = note('cdn', request);
    if (faulty(entry, response)) return;
    const { pathname, searchParams } = new URL(entry.path, 'http://cdn');
    const bytes = blobs.get(pathname.slice(1));
    if (entry.authorization !== undefined) return void response.writeHead(400).end();
    if (!bytes || searchParams.get('signature') !== 'secret') return void response.writeHead(403).end();
    void send(entry, response, bytes, { etag: `"${createHash('md5').update(bytes).digest('hex')}"` });
  });
  const main = createServer((request, response) => {
    const entry = note('hub', request);
    if (faulty(entry, response)) return;
    const path = new URL(entry.path, 'http://hub').pathname;
    const [, cached, id, revision, file] =
      path.match(/^(\/api\/resolve-cache\/models)?\/([^/]+\/[^/]+?)(?:\/resolve)?\/([^/]+)\/(.+)$/) ?? [];
    const fail = (status: number, code: string, more = {}) =>
      void response.writeHead(status, { 'x-error-code': code, 'x-error-message': code, ...more }).end();
    const model = models[id ?? ''];
    if (!model || (model.token !== undefined && entry.authorization !== `Bearer ${model.token}`)) {
      return fail(401, 'RepoNotFound');
    }
    const named = decodeURIComponent(revision!);
    if (named !== 'main' && named !== 'refs/pr/1' && named !== model.commit) return fail(404, 'RevisionNotFound');
    const told = { 'x-repo-commit': model.commit };
    if (!Object.hasOwn(model.files, file!)) return fail(404, 'EntryNotFound', told);
    const bytes = Buffer.from(model.files[file!]!);
    if (bytes.length >= LARGE) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      blobs.set(hash, bytes);
      const location = hub.faults.location?.(entry) ?? `${hub.cdn}/${hash}?signature=secret`;
      const linked = { 'x-linked-etag': `"${hash}"`, 'x-linked-size': String(bytes.length) };
      return void response.writeHead(302, { ...told, ...linked, location, etag: `"${'0'.repeat(40)}"` }).end();
    }
    const etag = `"${createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')}"`;
    if (!cached) {
      const location = `/api/resolve-cache/models/${id}/${model.commit}/${file}?etag=${encodeURIComponent(etag)}`;
      return void response.writeHead(307, { ...told, location }).end();
    }
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { ...told, etag }).end();
    void send(entry, response, bytes, { ...told, etag });
  });
  const hub: HubServer = {
    endpoint: await listen(main, '127.0.0.1'),
    cdn: await listen(cdn, 'localhost'),
    seen,
    faults: {},
    async close() {
      for (const server of [main, cdn]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return hub;
}

async function listen(server: Server, host: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

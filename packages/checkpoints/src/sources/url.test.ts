import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lineFolder } from '../testing/golden.js';
import { readAll } from '../testing/read-all.js';
import type { DownloadProgress } from '../web/progress.js';

let server: Server;
let base: string;
interface Answer {
  readonly status?: number;
  readonly cut?: number;
  readonly body?: string | Buffer;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only so many requests are answered so. */
  times?: number;
}
let answer: Answer = {};
let seen: { readonly authorization: string | undefined }[] = [];
beforeEach(async () => {
  answer = {};
  seen = [];
  server = createServer(async (request, response) => {
    seen.push({ authorization: request.headers.authorization });
    const given = answer;
    if (answer.times !== undefined && answer.times-- <= 1) answer = {};
    const { status, cut, body, location, headers } = given;
    if (location) return void response.writeHead(302, { location }).end();
    if (status) return void response.writeHead(status, headers).end();
    const name = new URL(request.url!, base).pathname.replace('/models/base/', '');
    const bytes = body ? Buffer.from(body) : await readFile(join(lineFolder('base'), name)).catch(() => undefined);
    if (!bytes) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': bytes.length, ...headers });
    if (cut === undefined || bytes.length < cut) return void response.end(bytes);
    response.write(bytes.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/base`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('an address', () => {
  test('with or without a slash or a query is read like the folder behind it', async () => {
    const expected = await readAll(lineFolder('base'));
    const told: DownloadProgress[] = [];
    for (const source of [base, `${base}/`, `${base}?key=1`, new URL(base), pathToFileURL(lineFolder('base'))]) {
      const model = await readAll(source, { onProgress: (progress) => told.push(progress) });
      expect([model.name, model.fingerprint]).toEqual(['base', expected.fingerprint]);
    }
    expect(told.findLast(({ file }) => file === 'model.safetensors')).toMatchObject({ bytes: 60_492, total: 60_492 });
  });

  test.each<[string, Answer, RegExp]>([
    [
      'answers 500',
      { status: 500, headers: { 'retry-after': '0' } },
      /^config\.json at 127\.0\.0\.1:\d+ cannot be fetched: 127\.0\.0\.1:\d+ answers with status 500$/,
    ],
    [
      'unpacks to too much',
      { body: gzipSync(Buffer.alloc(40 * 2 ** 20, ' ')), headers: { 'content-encoding': 'gzip' } },
      /^config\.json at 127\.0\.0\.1:\d+ is longer than the 32 MiB that are taken$/,
    ],
    [
      'claims too much',
      { body: '{', headers: { 'content-length': String(2 ** 33) } },
      /^config\.json at 127\.0\.0\.1:\d+ has 8589934592 bytes, above the limit of 32 MiB$/,
    ],
    [
      'sends too many headers',
      { body: '{}', headers: { 'x-much': 'a'.repeat(2 ** 20) } },
      /more headers than are read/,
    ],
    ['has nothing', { status: 404 }, /^http:\/\/127\.0\.0\.1:\d+\/models\/base has no config\.json$/],
    ['answers a page', { body: '<html>\n</html>' }, /^config\.json in http.* is a web page, not the file: /],
    ['breaks off', { cut: 30_000 }, /^model\.safetensors at 127\.0\.0\.1:\d+ broke off after \d+ of 60492 bytes$/],
    [
      'redirects for ever',
      { location: '/models/base/config.json' },
      /^127\.0\.0\.1:\d+ redirects in a circle or too often$/,
    ],
  ])('that %s is refused', async (_, given, message) => {
    answer = given;
    const error = await readAll(base).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  });

  test('that holds a password is refused without showing it', async () => {
    const error = await readAll('https://me:secret@example.org/m').catch((thrown: Error) => thrown.message);
    expect(error).toBe('the address at example.org must not hold a user name or password');
  });

  test('is asked again after a moment of trouble, and is never sent the token of the Hub', async () => {
    answer = { status: 503, headers: { 'retry-after': '0' }, times: 4 };
    const { fingerprint } = await readAll(base, { token: 'hf_secret' });
    expect(fingerprint).toBe((await readAll(lineFolder('base'))).fingerprint);
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(new Set([undefined]));
  });

  test('that sends a byte now and then is stopped by the limit of time', async () => {
    server.removeAllListeners('request');
    server.on('request', (_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const error = await readAll(base, { timeoutSeconds: 0.5 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(/^loading took longer than timeoutSeconds = 0\.5; /);
    await expect(readAll(base, { timeoutSeconds: 0 })).rejects.toThrow('timeoutSeconds must be a finite number');
  });

  test('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readAll(base, { signal })).rejects.toThrow('enough');
  });
});

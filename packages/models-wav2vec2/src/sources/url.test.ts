import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DownloadProgress, loadWav2Vec2 } from '../index.js';
import { lineFolder } from '../testing/golden.js';

let server: Server;
let base: string;
let answer: { status?: number; cut?: number; body?: string; location?: string } = {};
beforeEach(async () => {
  answer = {};
  server = createServer(async (request, response) => {
    const { status, cut, body, location } = answer;
    if (location) return void response.writeHead(302, { location }).end();
    if (status) return void response.writeHead(status).end();
    const name = new URL(request.url!, base).pathname.replace('/models/base/', '');
    const bytes = body ? Buffer.from(body) : await readFile(join(lineFolder('base'), name)).catch(() => undefined);
    if (!bytes) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': bytes.length });
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
    const expected = await loadWav2Vec2(lineFolder('base'));
    const told: DownloadProgress[] = [];
    for (const source of [base, `${base}/`, `${base}?key=1`, new URL(base), pathToFileURL(lineFolder('base'))]) {
      const model = await loadWav2Vec2(source, { onProgress: (progress) => told.push(progress) });
      expect([model.name, model.fingerprint]).toEqual(['base', expected.fingerprint]);
    }
    expect(told.findLast(({ file }) => file === 'model.safetensors')).toMatchObject({ bytes: 60_492, total: 60_492 });
  });

  test.each<[string, typeof answer, RegExp]>([
    ['answers 500', { status: 500 }, /^config\.json at 127\.0\.0\.1:\d+ cannot be fetched: .* status 500$/],
    ['has nothing', { status: 404 }, /^http:\/\/127\.0\.0\.1:\d+\/models\/base has no config\.json$/],
    ['answers a page', { body: '<html>\n</html>' }, /^config\.json in http.* is not JSON: /],
    ['breaks off', { cut: 30_000 }, /^model\.safetensors at 127\.0\.0\.1:\d+ broke off after \d+ of 60492 bytes$/],
    ['redirects for ever', { location: '/models/base/config.json' }, /cannot be fetched: /],
  ])('that %s is refused', async (_, given, message) => {
    answer = given;
    const error = await loadWav2Vec2(base).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  });

  test('that holds a password is refused without showing it', async () => {
    const error = await loadWav2Vec2('https://me:secret@example.org/m').catch((thrown: Error) => thrown.message);
    expect(error).toBe('the address at example.org must not hold a user name or password');
  });

  test('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(loadWav2Vec2(base, { signal })).rejects.toThrow('enough');
  });
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { s3Store } from './s3-store.js';

afterEach(() => vi.unstubAllEnvs());
const KEYS = { accessKeyId: 'id', secretAccessKey: 'a-secret' };

test.each([
  's3://',
  's3:///a',
  's3://Bucket',
  's3://b',
  's3://bucket/../other',
  'https://bucket',
  `s3://bucket/${'a'.repeat(901)}`,
])('%s is no bucket', (address) => {
  expect(() => s3Store(address, KEYS)).toThrow(/a bucket must be an address such as s3:\/\/bucket\/prefix, got/);
});

test('without keys, or with an address that may hold some, it is refused', () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  expect(() => s3Store('s3://bucket')).toThrow(/set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
  expect(() => s3Store('s3://bucket', { ...KEYS, endpoint: 'ftp://host' })).toThrow(
    /must be https:.* got "ftp:\/\/host"$/,
  );
  for (const endpoint of ['https://user:hunter2@host', 'https://host?key=hunter2']) {
    expect(() => s3Store('s3://bucket', { ...KEYS, endpoint })).toThrow(/must be https:.* which may hold keys$/);
    expect(() => s3Store('s3://bucket', { ...KEYS, endpoint })).not.toThrow(/hunter2/);
  }
  expect(() => s3Store('s3://AKIAKEY:hunter2@bucket/x', KEYS)).toThrow(/such as s3:.* which may hold keys$/);
});

/** A store on this machine whose answers are a test's own. */
async function storeOf(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return s3Store('s3://bucket/atlas', { ...KEYS, endpoint });
}

test('a store that is busy at first is asked again, and so is one whose line breaks', async () => {
  const asked: string[] = [];
  const store = await storeOf((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (asked.length === 2 || asked.length === 3) response.writeHead(503).end();
    else if (asked.length === 5)
      response.writeHead(200, { 'content-length': 9 }).write('some', () => response.destroy());
    else response.writeHead(200).end('all of it');
  });
  expect(await store.has('a b')).toBe(true);
  expect(new TextDecoder().decode(await store.read('a'))).toBe('all of it');
  expect(asked).toEqual([
    'HEAD /bucket',
    ...new Array(3).fill('HEAD /bucket/atlas/a%20b'),
    ...new Array(2).fill('GET /bucket/atlas/a'),
  ]);
});

test('a bucket that is not there, and one of another region, are told before any work', async () => {
  const none = await storeOf((_, response) => response.writeHead(404).end());
  await expect(none.has('a')).rejects.toThrow(/there is no bucket "bucket"; make it, or name another/);
  const moved = await storeOf((_, response) => response.writeHead(301, { 'x-amz-bucket-region': 'eu-west-1' }).end());
  await expect(moved.has('a')).rejects.toThrow(/the bucket is in the region "eu-west-1"; set AWS_REGION/);
});

test('a bucket that went away is told by who writes into it', async () => {
  const store = await storeOf(({ method }, response) => response.writeHead(method === 'PUT' ? 404 : 200).end());
  await expect(store.write('a', 'b')).rejects.toThrow(/there is no bucket "bucket"/);
  await store.remove('a');
});

test('a file that is absent, of a bucket that the keys may not list, is refused with what they lack', async () => {
  const store = await storeOf(({ url }, response) => response.writeHead(url === '/bucket' ? 200 : 403).end());
  for (const asked of [store.has('plan.json'), store.read('plan.json'), store.open('plan.json')]) {
    await expect(asked).rejects.toThrow(
      /with status 403: .*; without s3:ListBucket a file that is not there is refused/,
    );
  }
});

test('keys that may not look at the bucket may use it; an answer without end is not read', async () => {
  const store = await storeOf(({ url }, response) => {
    if (url === '/bucket') response.writeHead(403).end();
    else if (url!.endsWith('endless')) response.writeHead(200, { 'content-length': 2 ** 40 }).write('a');
    else response.writeHead(200).end();
  });
  await store.write('a', 'b');
  await expect(store.read('endless')).rejects.toThrow(/has 1099511627776 bytes or more; 2147483647 are the most/);
});

test.each([
  ['without a length', {}],
  // 16 digits: Node takes it, and no number of JavaScript holds it.
  ['with a length that is none', { 'content-length': '9'.repeat(16) }],
  ['with the length of what is packed', { 'content-length': 10, 'content-encoding': 'gzip' }],
] as const)('a file %s is not opened', async (_, headers) => {
  const store = await storeOf(({ method, url }, response) => {
    const isFile = method === 'HEAD' && url!.endsWith('/a');
    response.writeHead(200, isFile ? headers : {}).end();
  });
  await expect(store.open('a')).rejects.toThrow(
    'the store does not tell how long "a" in "s3://bucket/atlas" is (Content-Length)',
  );
});

test.each([
  ['all of it', 200, {}, '0123456789', /gives no range of "a" in "s3:\/\/bucket\/atlas"/],
  ['another part', 206, { 'content-range': 'bytes 0-3/10' }, '0123', /gives no range of "a"/],
  ['less', 206, { 'content-range': 'bytes 2-3/10' }, '23', /answers 2 bytes of "a" .* where 4 were asked for/],
  ['more', 206, { 'content-range': 'bytes 2-9/10' }, '23456789', /has 8 bytes or more; 4 are the most/],
] as const)('a store that answers %s for a part is refused', async (_, status, headers, body, message) => {
  const asked: (string | undefined)[] = [];
  const store = await storeOf((request, response) => {
    if (request.method === 'HEAD') return void response.writeHead(200, { 'content-length': 10 }).end();
    asked.push(request.headers.range);
    response.writeHead(status, headers).end(body);
  });
  const file = await store.open('a');
  await expect(file.slice(2, 6)).rejects.toThrow(message);
  expect(asked).toEqual(['bytes=2-5']);
});

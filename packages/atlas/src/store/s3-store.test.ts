import { createServer } from 'node:http';
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
  for (const endpoint of ['ftp://host', 'https://user@host', 'https://host?a=b', 'host']) {
    expect(() => s3Store('s3://bucket', { ...KEYS, endpoint })).toThrow(/must be https:\/\/host/);
  }
});

test('a store that is busy at first is asked again; a redirect is not followed, and an answer without end not read', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (asked.length < 3) response.writeHead(503).end();
    else if (request.url!.endsWith('moved')) response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else if (request.url!.endsWith('endless')) response.writeHead(200, { 'content-length': 2 ** 40 }).write('a');
    else response.writeHead(200).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = s3Store('s3://bucket/atlas', { ...KEYS, endpoint });
  expect(await store.has('a b')).toBe(true);
  expect(asked).toEqual(new Array(3).fill('HEAD /bucket/atlas/a%20b'));
  await expect(store.read('moved')).rejects.toThrow(/can't reach/);
  await expect(store.read('endless')).rejects.toThrow(/has 1099511627776 bytes; 2147483647 are the most/);
});

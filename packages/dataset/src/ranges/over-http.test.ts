import { InputError } from '@audiate/protocol';
import { afterEach, expect, test } from 'vitest';
import { keepRanges } from '../parquet/keep-ranges.js';
import { type RangeServer, type RangeServerOptions, rangeServer } from '../testing/range-server.js';
import { overHttp } from './over-http.js';

const content = Uint8Array.from({ length: 2 ** 20 }, (_, i) => (i * 7) ^ (i >> 8));
const small = content.subarray(0, 5_000);

let servers: RangeServer[] = [];
const serve = async (bytes: Uint8Array, options?: RangeServerOptions) => {
  const server = await rangeServer(bytes, options);
  servers.push(server);
  return server;
};
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});
const sliced = async (file: Awaited<ReturnType<typeof overHttp>>, start: number, end: number) =>
  new Uint8Array(await file.slice(start, end));

test('of a large file the ranges asked for are sent, and nothing else', async () => {
  const { address, sent, asked } = await serve(content);
  const file = await overHttp(address);
  expect([file.byteLength, sent()]).toEqual([content.length, 0]);
  expect(await sliced(file, 100_000, 100_100)).toEqual(content.slice(100_000, 100_100));
  expect(await sliced(file, 7, 7)).toEqual(new Uint8Array(0));
  expect([sent(), asked]).toEqual([100, ['100000-100099']]);
  await expect(sliced(file, -1, 5)).rejects.toThrow('a part lies beyond the end of the file');
  await expect(sliced(file, 5, content.length + 1)).rejects.toThrow('a part lies beyond the end of the file');
});

test('a small file is fetched at once; a server without HEAD tells the length by a range', async () => {
  const first = await serve(small);
  const file = await overHttp(first.address);
  expect(await sliced(file, 10, 20)).toEqual(small.slice(10, 20));
  expect(first.asked).toEqual(['whole']);
  const second = await serve(content, { head: false });
  const other = await overHttp(second.address);
  expect(await sliced(other, 10, 20)).toEqual(content.slice(10, 20));
  expect(second.asked).toEqual(['0-0', '10-19']);
});

test('a server without ranges: the whole is fetched once, up to a bound', async () => {
  for (const head of [true, false]) {
    const { address, asked, close } = await serve(content, { ranges: false, head });
    const file = await overHttp(address);
    expect(await sliced(file, 10, 20)).toEqual(content.slice(10, 20));
    expect(await sliced(file, 30, 40)).toEqual(content.slice(30, 40));
    expect(asked).toEqual(['whole']);
    const read = async () => sliced(await overHttp(address, { mostWhole: 1_000_000 }), 10, 20);
    await expect(read()).rejects.toThrow(InputError);
    await expect(read()).rejects.toThrow(
      /^can't read "http:.*": its server gives no ranges of it, and it has 1048576 bytes; serve it with ranges \(Accept-Ranges: bytes\), or download it$/,
    );
    close();
  }
});

const instead = (answer: (response: import('node:http').ServerResponse) => void): RangeServerOptions => ({
  answer({ method }, response) {
    if (method === 'HEAD') return false;
    answer(response);
    return true;
  },
});

test.each<[string, RangeServerOptions, RegExp]>([
  [
    'a refusal',
    instead((response) => response.writeHead(403).end('no')),
    /the server answers 403 Forbidden; look at the address$/,
  ],
  [
    'fewer bytes',
    instead((response) => response.writeHead(206).end('abc')),
    /the server answers 3 bytes where 10 were asked for; try again$/,
  ],
  [
    'more bytes, without an end',
    instead((response) => {
      response.writeHead(206);
      const more = () => {
        if (!response.destroyed) response.write(new Uint8Array(50_000), more);
      };
      more();
    }),
    /the server answers more bytes where 10 were asked for; try again$/,
  ],
  [
    'a connection that breaks off',
    instead((response) => {
      response.writeHead(206, { 'Content-Length': 10 }).write('abc');
      setTimeout(() => response.destroy(), 20);
    }),
    /the connection broke off; try again$/,
  ],
  [
    'redirects without an end',
    instead((response) => response.writeHead(302, { Location: '/again' }).end()),
    /redirect count exceeded; look at the address and the network$/,
  ],
])('%s is a sentence', async (_, options, message) => {
  const { address } = await serve(content, options);
  const failure = await sliced(await overHttp(address), 0, 10).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
});

test('a small file of another length than was told is a sentence', async () => {
  for (const [length, message] of [
    [4_999, /the server answers more bytes where 4999 were asked for/],
    [5_001, /the server answers 5000 bytes where 5001 were asked for/],
  ] as const) {
    const { address } = await serve(small, {
      answer({ method }, response) {
        if (method === 'HEAD') response.writeHead(200, { 'Content-Length': length }).end();
        return method === 'HEAD';
      },
    });
    await expect(overHttp(address)).rejects.toThrow(message);
  }
});

test('without a server, and with one that tells no length', async () => {
  await expect(overHttp('http://127.0.0.1:1/a')).rejects.toThrow(/look at the address and the network$/);
  const { address } = await serve(content, {
    answer({ method }, response) {
      response.writeHead(method === 'HEAD' ? 404 : 206).end(method === 'HEAD' ? '' : 'a');
      return true;
    },
  });
  await expect(overHttp(address)).rejects.toThrow(/does not tell how long it is \(Content-Length\); download it$/);
});

test('what was fetched is kept up to a bound, and what failed is asked for again', async () => {
  const { address, asked } = await serve(content);
  let failing = false;
  const file = await overHttp(address);
  const kept = keepRanges(
    {
      byteLength: file.byteLength,
      async slice(start, end) {
        if (failing) throw new Error('it failed');
        return file.slice(start, end);
      },
    },
    1_000,
  );
  const get = async (start: number, end: number) => new Uint8Array(await kept.slice(start, end));
  for (let i = 0; i < 3; i++) expect(await get(0, 400)).toEqual(content.slice(0, 400));
  await get(400, 800);
  expect(asked).toEqual(['0-399', '400-799']);
  // The third is too much: the first goes.
  await get(800, 1_200);
  await get(400, 800);
  expect(asked).toHaveLength(3);
  await get(0, 400);
  expect(asked).toHaveLength(4);
  failing = true;
  await expect(get(5_000, 5_001)).rejects.toThrow('it failed');
  failing = false;
  expect(await get(5_000, 5_001)).toEqual(content.slice(5_000, 5_001));
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Store } from '@audiate/atlas';
import { InputError } from '@audiate/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { answerFromStore } from './answer-from-store.js';

/** Larger than what is held at once. */
const BYTES = Uint8Array.from({ length: 10_000_000 }, (_, i) => i % 251);
const FILES: Readonly<Record<string, Uint8Array>> = {
  'map.parquet': BYTES,
  large: new Uint8Array(60_000_000),
  empty: new Uint8Array(),
};

/** A store of three files, one that breaks off amid, and one that can't be read. */
const store: Store = {
  source: 'made up',
  has: async (name) => name in FILES || name === 'locked',
  async open(name) {
    const bytes = name === 'broken' ? BYTES : FILES[name];
    if (!bytes) throw new InputError('can not be read');
    return {
      byteLength: bytes.length,
      async slice(start, end) {
        if (name === 'broken' && start > 0) throw new InputError('the line broke');
        return bytes.slice(start, end).buffer;
      },
    };
  },
  read: () => Promise.reject(new Error('not whole')),
  write: () => Promise.reject(new Error('nothing is written')),
  remove: () => Promise.reject(new Error('nothing is removed')),
};

async function served() {
  const answer = answerFromStore(store);
  const server = createServer((request, response) => void answer(request.url!.slice(1), request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a file is given whole, and by HEAD how long it is', async () => {
  const origin = await served();
  const whole = await fetch(`${origin}/map.parquet`);
  expect(Buffer.from(await whole.arrayBuffer()).equals(BYTES)).toBe(true);
  const head = await fetch(`${origin}/map.parquet`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
    200,
    '10000000',
    'bytes',
  ]);
  expect((await (await fetch(`${origin}/empty`)).arrayBuffer()).byteLength).toBe(0);
});

test('a file of many pieces is given without a warning that something is never let go', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => void warnings.push(warning);
  process.on('warning', onWarning);
  onTestFinished(() => void process.off('warning', onWarning));
  const whole = await fetch(`${await served()}/large`);
  expect((await whole.arrayBuffer()).byteLength).toBe(60_000_000);
  expect(warnings).toEqual([]);
});

test.each([
  ['bytes=2-5', 2, 6],
  ['bytes=9999998-', 9_999_998, 10_000_000],
  ['bytes=-3', 9_999_997, 10_000_000],
  ['bytes=3000000-99999999', 3_000_000, 10_000_000],
  ['bytes=-99999999', 0, 10_000_000],
])('%s is a range', async (range, start, end) => {
  const part = await fetch(`${await served()}/map.parquet`, { headers: { Range: range } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end - 1}/10000000`]);
  expect(Buffer.from(await part.arrayBuffer()).equals(BYTES.subarray(start, end))).toBe(true);
});

test.each(['bytes=5-2', 'bytes=10000000-', 'bytes=-', 'bytes=-0', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=a-b'])(
  '%s is none',
  async (range) => {
    const origin = await served();
    for (const name of ['map.parquet', 'empty']) {
      const { status } = await fetch(`${origin}/${name}`, { headers: { Range: range } });
      expect(status).toBe(416);
    }
  },
);

test('what is not there, what the store does not give, and what is not asked for so', async () => {
  const origin = await served();
  const statusOf = async (name: string, init?: RequestInit) => (await fetch(`${origin}/${name}`, init)).status;
  expect([await statusOf('none'), await statusOf('locked'), await statusOf('map.parquet', { method: 'PUT' })]).toEqual([
    404, 502, 405,
  ]);
  const broken = await fetch(`${origin}/broken`);
  await expect(broken.arrayBuffer()).rejects.toThrow();
});

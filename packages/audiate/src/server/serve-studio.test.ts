import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { EngineThread, NamedModel, ThreadEars } from './engine-thread.js';
import { serveStudio } from './serve-studio.js';

const PAGE = `<html><head></head><meta content="default-src 'self'; connect-src 'self' blob:"></html>`;

/** A served studio; its threads send back what comes. */
async function served(model?: NamedModel) {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-studio-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'page'));
  await writeFile(join(folder, 'page/index.html'), PAGE);
  const threads: { ears: ThreadEars; ended: boolean; sent: number; taken: number }[] = [];
  const start = (ears: ThreadEars): EngineThread => {
    const own = { ears, ended: false, sent: 0, taken: 0 };
    threads.push(own);
    return {
      take(bytes) {
        own.taken += bytes.byteLength;
        ears.taken(bytes.byteLength);
        ears.send(new Uint8Array(bytes));
      },
      sent: (bytes) => {
        own.sent += bytes;
      },
      end: async () => {
        own.ended = true;
      },
    };
  };
  const { address, close } = await serveStudio({ folder, port: 0, model, start });
  onTestFinished(close);
  const { origin, host } = new URL(address);
  const answer = await fetch(address, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
  const open = (headers: Record<string, string> = {}, path = '/engine') =>
    new WebSocket(`ws://${host}${path}`, { headers: { origin, cookie, ...headers } });
  return { address, origin, answer, cookie, open, threads, close };
}

const closed = async (page: WebSocket) => {
  const [code, reason] = (await once(page, 'close')) as [number, Buffer];
  return `${code} ${reason}`;
};

test('the printed address lets a browser in; others see the page, and that its program is closed to them', async () => {
  const { address, origin, answer, cookie } = await served({ named: '/models/a "large" one/' });
  expect(new URL(address).searchParams.get('token')).toMatch(/^[\w-]{32}$/);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  expect(answer.headers.get('set-cookie')).toMatch(
    /^audiate-studio-\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/,
  );
  const seen = async (path: string, headers: Record<string, string>) => {
    const page = await fetch(origin + path, { headers, redirect: 'manual' });
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    return page.text();
  };
  const inside = await seen('/', { cookie: `other=1; ${cookie}` });
  expect(inside).toContain(
    '<meta name="audiate-studio" content="{&quot;open&quot;:true,&quot;model&quot;:&quot;file:a \\&quot;large\\&quot; one&quot;}" />',
  );
  expect(inside).toContain(`connect-src 'self' ws://${new URL(origin).host} blob:`);
  const name = cookie.split('=')[0];
  const outsiders = [
    ['/', {}],
    ['/index.html?token=guess', {}],
    [`/?token=${'A'.repeat(32)}`, { cookie: `${name}=${'A'.repeat(32)}` }],
  ] as const;
  for (const [path, headers] of outsiders) expect(await seen(path, headers)).toContain('{&quot;open&quot;:false}');
});

test.each([
  ['tiny', 'tiny'],
  ['facebook/wav2vec2-base', 'facebook/wav2vec2-base'],
  ['./model.onnx', 'file:model.onnx'],
  ['../a/b/', 'file:b'],
  ['https://host/owner/model.onnx?x=1', 'file:model.onnx'],
  ['.', `file:${basename(process.cwd())}`],
  // A folder here goes before an id of the Hub.
  ['packages/audiate', 'file:audiate'],
])('%s is called %s in the page', async (named, called) => {
  const { origin, cookie } = await served({ named });
  const page = await (await fetch(origin, { headers: { cookie } })).text();
  expect(page).toContain(`&quot;model&quot;:&quot;${called}&quot;}`);
});

test.each([
  ['tiny', '../my-dictionary/', 'file:tiny with my-dictionary'],
  ['../a/b/', 'owner/saes', 'file:b with owner saes'],
])('%s with %s is called %s in the page', async (named, dictionary, called) => {
  const { origin, cookie } = await served({ named, dictionary });
  const page = await (await fetch(origin, { headers: { cookie } })).text();
  expect(page).toContain(`&quot;model&quot;:&quot;${called}&quot;}`);
});

test.each<[string, Record<string, string>, string?]>([
  ['the page of another site', { origin: 'http://evil.example' }],
  ['a page of another port', { origin: 'http://127.0.0.1:1' }],
  ['a page of another scheme', { origin: 'null' }],
  ['a browser that was not let in', { cookie: '' }],
  ['another path', {}, '/other'],
  ['a path that goes on', {}, '/engine/../engine?x'],
])('%s gets no engine', async (_, headers, path) => {
  const { open, threads } = await served();
  const [error] = (await once(open(headers, path), 'error')) as [Error];
  expect(error.message).toBe('Unexpected server response: 403');
  expect(threads).toEqual([]);
});

test('a guess gets no engine', async () => {
  const { open, cookie, threads } = await served();
  const [error] = (await once(open({ cookie: `${cookie.split('=')[0]}=${'A'.repeat(32)}` }), 'error')) as [Error];
  expect(error.message).toBe('Unexpected server response: 403');
  expect(threads).toEqual([]);
});

test('a name that was made to lead here gets nothing at all', async () => {
  const { open, threads } = await served();
  const page = open({ host: 'evil.example', origin: 'http://evil.example' });
  await once(page, 'error');
  expect(threads).toEqual([]);
});

test('bytes go to and fro, each page has a thread of its own, and it ends with its page', async () => {
  const { open, threads } = await served();
  const [one, other] = [open(), open()];
  await Promise.all([once(one, 'open'), once(other, 'open')]);
  one.send(Uint8Array.of(1, 2, 3));
  const [echo] = (await once(one, 'message')) as [Buffer];
  expect([...echo]).toEqual([1, 2, 3]);
  await expect.poll(() => threads.map(({ sent }) => sent).sort()).toEqual([0, 3]);
  one.close();
  await expect.poll(() => threads.map(({ ended }) => ended).filter(Boolean)).toHaveLength(1);
  other.terminate();
  await expect.poll(() => threads.every(({ ended }) => ended)).toBe(true);
});

test('texts, messages beyond 64 MB and what the thread refuses end the line, and say why', async () => {
  const { open, threads } = await served();
  const [text, large, refused] = [open(), open(), open()];
  const reasons = [text, large, refused].map(closed);
  await Promise.all([text, large, refused].map((page) => once(page, 'open')));
  text.send('a text');
  large.send(new Uint8Array(2 ** 26 + 1));
  threads[2]!.ears.hangUp(`no messages: ${'ä'.repeat(100)}`);
  expect(await reasons[0]).toBe('1011 a text came, where messages are bytes');
  expect(await reasons[1]).toBe('1009 ');
  expect(await reasons[2]).toBe(`1011 no messages: ${'ä'.repeat(53)}`);
  await expect.poll(() => threads.map(({ ended }) => ended)).toEqual([true, true, true]);
});

test('a page that does not read is not read any more, until it does; it can leave', async () => {
  const { open, threads } = await served();
  const page = open();
  await once(page, 'open');
  let back = 0;
  page.on('message', (bytes: Buffer) => {
    back += bytes.length;
  });
  const [COUNT, BYTES] = [14, 2 ** 23];
  const askMuch = async () => {
    page.pause();
    for (let i = 0; i < COUNT; i++) page.send(new Uint8Array(BYTES));
    const before = back;
    await expect.poll(() => threads[0]!.taken - before, { timeout: 10_000 }).toBeGreaterThan(2 ** 26);
    await pass(300);
    // The system's own buffers hold some megabytes more.
    expect(threads[0]!.taken - before).toBeLessThan(12 * BYTES);
  };
  await askMuch();
  page.resume();
  await expect.poll(() => back, { timeout: 10_000 }).toBe(COUNT * BYTES);
  await askMuch();
  page.terminate();
  await expect.poll(() => threads[0]!.ended).toBe(true);
});

test('more than eight pages are told so, and the end of the program ends all', async () => {
  const { open, threads, close } = await served();
  const pages = Array.from({ length: 8 }, () => open());
  await Promise.all(pages.map((page) => once(page, 'open')));
  expect(await closed(open())).toBe('1013 8 pages are open; close one and reload this');
  const ends = pages.map(closed);
  await close();
  expect(await Promise.all(ends)).toEqual(Array(8).fill('1006 '));
  expect(threads.map(({ ended }) => ended)).toEqual(Array(8).fill(true));
});

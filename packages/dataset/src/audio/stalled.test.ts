import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@audiate/media';
import { toyModel } from '@audiate/protocol/testing';
import { afterEach, expect, test } from 'vitest';
import { clipsFrom } from '../clips/clips-from.js';
import { openIndex } from '../index-file/open-index.js';
import { scan } from '../scan/scan.js';
import { smallIndex, smallShard } from '../testing/hostile-files.js';
import { type RangeServer, rangeServer } from '../testing/range-server.js';
import { readAudioWindows } from './audio-windows.js';
import { readAudio } from './read-audio.js';

const wav = encodeWav(new Float32Array(80_000), { sampleRate: 16_000 });
const reason = new Error('enough');

let server: RangeServer | undefined;
afterEach(() => server?.close());

/** A server that gives a part of the file and then nothing, and what tells that it has. */
async function stalling(content: Uint8Array, { after }: { readonly after: number }) {
  let stalled = () => {};
  const waiting = new Promise<void>((resolve) => {
    stalled = resolve;
  });
  server = await rangeServer(content, {
    answer({ method }, response) {
      if (method === 'HEAD' && after > 0) return false;
      response.writeHead(200, { 'Content-Length': content.length });
      if (after > 0) response.write(content.subarray(0, after));
      response.flushHeaders();
      setTimeout(stalled, 30);
      return true;
    },
  });
  return { address: server.address, waiting };
}

/** Waits until a reading stands still, aborts it, and tells how it ended. */
async function abort(waiting: Promise<unknown>, read: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const controller = new AbortController();
  const ended = read(controller.signal).then(
    () => 'read',
    (error: unknown) => error,
  );
  await waiting;
  controller.abort(reason);
  return ended;
}

/** The server sees that the connection is gone. */
async function closed(): Promise<void> {
  while (server!.broken() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

test.each([0, 1_000])('a sound whose server stands still after %i bytes ends by its signal', async (after) => {
  const { address, waiting } = await stalling(wav, { after });
  expect(await abort(waiting, (signal) => readAudio(address, { signal }))).toBe(reason);
  await closed();
});

test('windows end by their signal, at an address and of bytes between two windows', async () => {
  const { address, waiting } = await stalling(wav, { after: 100_000 });
  let first = () => {};
  const heard = new Promise<void>((resolve) => {
    first = resolve;
  });
  const ended = await abort(Promise.all([waiting, heard]), async (signal) => {
    for await (const { samples } of readAudioWindows(address, { seconds: 1, signal })) {
      expect(samples).toHaveLength(16_000);
      first();
    }
  });
  expect(ended).toBe(reason);
  await closed();
  const controller = new AbortController();
  const read = async () => {
    for await (const _ of readAudioWindows(wav, { seconds: 0.5, signal: controller.signal })) controller.abort(reason);
  };
  await expect(read()).rejects.toBe(reason);
});

test('an index ends by its signal, when it is opened and when its rows are asked for', async () => {
  const index = await smallIndex();
  const { address, waiting } = await stalling(index, { after: 0 });
  expect(await abort(waiting, (signal) => openIndex(address, { signal }))).toBe(reason);
  server!.close();
  const second = await stalling(index, { after: 500 });
  expect(await abort(second.waiting, (signal) => openIndex(second.address, { signal }))).toBe(reason);
});

test('clips end by their signal: a shard at an address, and the sound of a manifest', async () => {
  const { address, waiting } = await stalling(smallShard(), { after: 300 });
  const listed = async (source: string, signal: AbortSignal) => {
    const found = [];
    for await (const { sound } of clipsFrom(source, { signal })) found.push(await (sound as () => Promise<unknown>)());
    return found;
  };
  expect(await abort(waiting, (signal) => listed(address, signal))).toBe(reason);
  server!.close();
  const folder = mkdtempSync(join(tmpdir(), 'audiate-stalled-'));
  const sound = await stalling(wav, { after: 300 });
  writeFileSync(join(folder, 'list.csv'), `path\n${sound.address}\n`);
  expect(await abort(sound.waiting, (signal) => listed(join(folder, 'list.csv'), signal))).toBe(reason);
  rmSync(folder, { recursive: true });
});

test('a scan whose clips are ended by their signal is no scan of clips that could not be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audiate-stalled-'));
  for (let i = 0; i < 5; i++) writeFileSync(join(folder, `${i}.wav`), wav);
  const controller = new AbortController();
  async function* clips() {
    for await (const clip of clipsFrom(folder, { signal: controller.signal })) {
      if (clip.file === '2.wav') controller.abort(reason);
      yield clip;
    }
  }
  await expect(scan(toyModel(), clips(), { layers: ['filters'], engine: 'cpu' })).rejects.toBe(reason);
  rmSync(folder, { recursive: true });
});

test('a signal that has aborted reads nothing, and what is no signal is refused', async () => {
  const signal = AbortSignal.abort(reason);
  server = await rangeServer(wav);
  const { address, asked } = server;
  await expect(readAudio(address, { signal })).rejects.toBe(reason);
  await expect(openIndex(address, { signal })).rejects.toBe(reason);
  expect(asked).toEqual([]);
  const message = /^signal must be an AbortSignal, got 5; pass AbortSignal.timeout\(60_000\)/;
  await expect(readAudio(address, { signal: 5 as never })).rejects.toThrow(message);
  await expect(openIndex(address, { signal: 5 as never })).rejects.toThrow(message);
  expect(() => clipsFrom('a', { signal: 5 as never })).toThrow(message);
  expect((await readAudio(wav, { signal: new AbortController().signal })).samples).toHaveLength(80_000);
});

test('a shard and a sound at an address are clips, named without what follows a question mark', async () => {
  server = await rangeServer(readFileSync('fixtures/parquet/pyarrow-pages.parquet'));
  const names = async (source: string | string[]) => {
    const found = [];
    for await (const { file } of clipsFrom(source)) found.push(file);
    return found;
  };
  const shard = await names(`${server.address}?token=secret`);
  expect(shard.slice(0, 3)).toEqual(['index.parquet#0:0.wav', 'index.parquet#1:1.wav', 'index.parquet#2']);
  expect(shard).toHaveLength(12);
  const base = server.address.replace('/index.parquet', '');
  expect(await names([`${base}/a.wav?token=secret`, `${base}/b.wav`])).toEqual([`${base}/a.wav`, `${base}/b.wav`]);
  await expect(names(`${base}/list.csv`)).rejects.toThrow(
    /a manifest is read from a disk, got ".*list.csv"; download it$/,
  );
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { encodeWav } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAudioWindows } from './audio-windows.js';
import type { AudioSource } from './open-source.js';
import { readAudio } from './read-audio.js';

const FILE = 'fixtures/sound/formats/mono-16k.opus';
const bytes = readFileSync(FILE);
const folder = mkdtempSync(join(tmpdir(), 'audiate-source-'));
let server: Server;
let address: string;
let closed = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.on('close', () => closed++);
    if (request.url === '/missing') response.writeHead(404).end('no');
    else if (request.url === '/short') {
      response.writeHead(200, { 'content-length': bytes.length + 5_000 }).write(bytes);
      setTimeout(() => response.destroy(), 20);
    } else if (request.url === '/chunked') {
      response.write(bytes.subarray(0, 1_000));
      response.end(bytes.subarray(1_000));
    } else if (request.url === '/endless') {
      // Its header claims the length that pipes leave.
      response.write(encodeWav(new Float32Array(100), { sampleRate: 16_000, format: 'int16' }).fill(0xff, 40, 44));
      const more = () => {
        if (!response.destroyed) response.write(new Uint8Array(50_000), more);
      };
      more();
    } else response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

test('a path, bytes, an address of any kind and a Blob are one sound', async () => {
  const { samples } = await readAudio(FILE);
  const copy = new Uint8Array(bytes).buffer as ArrayBuffer;
  const sources: AudioSource[] = [
    pathToFileURL(FILE),
    pathToFileURL(FILE).href,
    bytes,
    new Uint8Array(bytes),
    copy,
    new Blob([copy]),
    `data:application/octet-stream;base64,${bytes.toString('base64')}`,
    `${address}/whole`,
    new URL(`${address}/chunked`),
  ];
  for (const source of sources) {
    const again = (await readAudio(source)).samples;
    expect([again.length, again.every((value, i) => value === samples[i])]).toEqual([samples.length, true]);
  }
});

test('what can not be opened is said with what to do', async () => {
  const pipe = join(folder, 'pipe.wav');
  if (spawnSync('mkfifo', [pipe]).status === 0) {
    await expect(readAudio(pipe)).rejects.toThrow('it is a pipe or a device; give one file');
  }
  for (const [source, message] of [
    ['nowhere.wav', `can't read the sound file "nowhere.wav": there is none; look at the path`],
    [folder, 'it is a folder; give one file'],
    ['file://%00', `can't read "file://`],
    [
      new URL('ftp://127.0.0.1/a.wav'),
      'must begin with file:, http:, https:, data: or blob:, got "ftp://127.0.0.1/a.wav"',
    ],
    [`${address}/missing`, 'the server answers 404 Not Found; look at the address'],
    [`${address}/short`, 'the connection broke off; try again'],
    ['http://127.0.0.1:1/a.wav', 'look at the address and the network'],
    [5 as never, 'a sound file must be a path, a URL, a Blob or its bytes as a Uint8Array or ArrayBuffer, got 5'],
    [[bytes] as never, 'got an array of 1'],
    ['', 'there is none'],
  ] as [AudioSource, string][]) {
    await expect(readAudio(source)).rejects.toThrow(InputError);
    await expect(readAudio(source)).rejects.toThrow(message);
  }
  await expect(readAudio(FILE, { samplerate: 8_000 } as never)).rejects.toThrow('do you mean sampleRate?');
  await expect(readAudio(FILE, { truncated: 'drop' } as never)).rejects.toThrow('choose from refuse, keep');
});

test('to leave the loop closes the connection, also that of a sound without an end', async () => {
  const before = closed;
  let count = 0;
  for await (const { samples } of readAudioWindows(`${address}/endless`, { seconds: 1 })) {
    expect(samples).toHaveLength(16_000);
    if (++count === 20) break;
  }
  while (closed === before) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(count).toBe(20);
});

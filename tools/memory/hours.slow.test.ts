import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AudioSource, readAudioWindows } from '@audiate/dataset';
import { encodeWav } from '@audiate/media';
import { expect, test } from 'vitest';
import { rss, settledRss } from './settled-rss.ts';

/** Resident memory in MB after a tenth of the windows and at the last tenth, and how many seconds they went on. */
async function readThrough(
  source: AudioSource,
  windows: number,
): Promise<readonly [before: number, after: number, seconds: number]> {
  const parts = readAudioWindows(source, { sampleRate: 16_000, seconds: 10, overlapSeconds: 1 });
  let seconds = 0;
  const next = async () => {
    const { value, done } = await parts.next();
    if (done || !value) return false;
    seconds = value.startSeconds + value.samples.length / value.sampleRate;
    return true;
  };
  const [early, late] = [Math.floor(windows / 10), Math.floor(0.9 * windows)];
  await settledRss([0, early], next);
  const before = await settledRss([early, 2 * early], next);
  await settledRss([2 * early, late], next);
  const after = await settledRss([late, windows], next);
  while (await next());
  return [before, after, seconds];
}

test('an hour of MP3 in windows takes the memory of its first minutes', async () => {
  const clip = readFileSync('fixtures/sound/formats/mono-16k-without-length.mp3');
  // 33 frames of 36 ms, over and over.
  const hour = new Uint8Array(clip.length * 3_030);
  for (let at = 0; at < hour.length; at += clip.length) hour.set(clip, at);
  const [before, after, seconds] = await readThrough(hour, 390);
  console.log(`an hour of MP3: ${before.toFixed(0)} MB, at its end ${after.toFixed(0)} MB; now ${rss().toFixed(0)} MB`);
  expect(seconds).toBeGreaterThan(3_550);
  expect(after - before).toBeLessThan(30);
});

test('a quarter of an hour of WAV at 44.1 kHz, in stereo, from a server, too', async () => {
  const [rate, piece] = [44_100, new Uint8Array(176_400).map((_, i) => (i % 2 ? 0 : i))];
  const header = encodeWav(new Float32Array(1), { sampleRate: rate, format: 'int16' }).slice(0, 44).fill(0xff, 40, 44);
  const view = new DataView(header.buffer);
  view.setUint16(22, 2, true);
  view.setUint16(32, 4, true);
  const server = createServer((_, response) => {
    let left = 900;
    const more = () => {
      if (left-- > 0) response.write(piece, more);
      else response.end();
    };
    response.write(header);
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [before, after, seconds] = await readThrough(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 100);
  server.close();
  console.log(`a quarter of an hour of WAV: ${before.toFixed(0)} MB, at its end ${after.toFixed(0)} MB`);
  expect(seconds).toBeCloseTo(900, 6);
  expect(after - before).toBeLessThan(30);
});

import { setTimeout as pass } from 'node:timers/promises';
import { encodeWav } from '@audiate/media';
import { expect, test } from 'vitest';
import { clipToRead } from './clip-to-read.js';
import { readSpeech } from './read-speech.js';

const SAMPLE_RATE = 1000;
const BYTES = 4;

/** A recording of as many seconds, that counts the bytes that are read of it. @param onRead is told of each reading. */
function recording(seconds: number, onRead = () => {}) {
  const samples = Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => (i % 100) / 200);
  const file = new File([encodeWav(samples, { sampleRate: SAMPLE_RATE })], 'a.wav');
  const slice = file.slice.bind(file);
  const read = { bytes: 0 };
  Object.assign(file, {
    slice(start: number, end: number) {
      onRead();
      const piece = slice(start, end);
      read.bytes += piece.size;
      return piece;
    },
  });
  return { file, samples, read };
}

const clips = (given: readonly { file: File }[], signal: AbortSignal) =>
  given.map(({ file }) => clipToRead(file.name, file, { sampleRate: SAMPLE_RATE, signal }));

const read = (given: readonly { file: File }[], { signal } = new AbortController()) =>
  readSpeech(clips(given, signal), { sampleRate: SAMPLE_RATE, mostSeconds: 120, signal });

test('speech is bounded: of the last recording the beginning is read, and more are not opened', async () => {
  const [first, long] = [recording(70), recording(600)];
  const unread = recording(1, () => expect.fail('it was read'));
  const { speech, seconds, skipped } = await read([first, long, unread]);
  expect(speech.map(({ samples }) => samples)).toEqual([first.samples, long.samples.slice(0, 50 * SAMPLE_RATE)]);
  expect([seconds, skipped]).toEqual([120, []]);
  // Files are read by pieces of 64 KB, somewhat ahead.
  expect(long.read.bytes).toBeLessThan(50 * SAMPLE_RATE * BYTES + 2 ** 18);
});

test('what is damaged is passed over, what is short is heard whole', async () => {
  const short = recording(1);
  const broken = { file: new File(['no sound'], 'broken.wav') };
  const { speech, skipped } = await read([broken, short]);
  expect(speech).toEqual([{ samples: short.samples, sampleRate: SAMPLE_RATE }]);
  expect(skipped).toEqual([expect.stringMatching(/^broken\.wav: /)]);
});

test('a stop ends the reading within the recording that is read, and no other is begun', async () => {
  const stop = new AbortController();
  let pieces = 0;
  const stopped = recording(100, () => {
    pieces += 1;
    if (pieces === 3) stop.abort('enough');
  });
  const unread = recording(1, () => expect.fail('it was read'));
  await expect(read([stopped, unread], stop)).rejects.toBe('enough');
  await pass(20);
  expect(pieces).toBe(3);
});

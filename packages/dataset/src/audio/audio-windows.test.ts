import { readFileSync } from 'node:fs';
import { encodeWav } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { type AudioWindow, type AudioWindowsOptions, readAudioWindows } from './audio-windows.js';
import type { AudioSource } from './open-source.js';
import { readAudio } from './read-audio.js';

const FORMATS = 'fixtures/sound/formats';
const WAV = 'fixtures/sound/speech-44k-stereo-24.wav';

async function windowsOf(source: AudioSource, options: AudioWindowsOptions): Promise<AudioWindow[]> {
  const windows: AudioWindow[] = [];
  for await (const window of readAudioWindows(source, options)) windows.push(window);
  return windows;
}

const same = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((value, i) => value === b[i]);

test.each<[file: string, sampleRate: number | undefined]>([
  [WAV, 16_000],
  [WAV, undefined],
  [`${FORMATS}/stereo-44k.mp3`, 16_000],
  ...['stereo-44k.flac', 'stereo-44k.mp3', 'stereo-44k.ogg', 'mono-16k.opus', 'mono-16k-flac.oga'].map(
    (name): [string, undefined] => [`${FORMATS}/${name}`, undefined],
  ),
])('the windows of %s at %s Hz are the whole, bit for bit, at any length', async (file, sampleRate) => {
  const rate = sampleRate === undefined ? {} : { sampleRate };
  const whole = await readAudio(file, rate);
  for (const [seconds, overlapSeconds] of [
    [0.3, 0.123],
    [10, 1],
  ] as const) {
    const windows = await windowsOf(file, { ...rate, seconds, overlapSeconds });
    const again = new Float32Array(whole.samples.length);
    for (const { samples, startSeconds } of windows) {
      const start = Math.round(startSeconds * whole.sampleRate);
      again.set(samples, start);
      expect(same(samples, whole.samples.subarray(start, start + samples.length))).toBe(true);
    }
    expect(same(again, whole.samples)).toBe(true);
    expect(windows.slice(0, -1).every(({ samples }) => samples.length === windows[0]!.samples.length)).toBe(true);
    const hop = Math.round((seconds - overlapSeconds) * whole.sampleRate) / whole.sampleRate;
    expect(windows.map(({ startSeconds }) => startSeconds)).toEqual(windows.map((_, i) => expect.closeTo(i * hop, 9)));
  }
});

const ramp = encodeWav(
  Float32Array.from({ length: 10 }, (_, i) => i / 16),
  { sampleRate: 10 },
);
const starts = async (seconds: number, overlapSeconds: number) =>
  (await windowsOf(ramp, { seconds, overlapSeconds })).map(({ startSeconds, samples }) => [
    startSeconds,
    samples.length,
  ]);

test('the last window has something new, and no window comes after it', async () => {
  expect(await starts(0.5, 0)).toEqual([
    [0, 5],
    [0.5, 5],
  ]);
  expect(await starts(0.4, 0.2)).toEqual([
    [0, 4],
    [0.2, 4],
    [0.4, 4],
    [0.6, 4],
  ]);
  expect(await starts(0.4, 0.1)).toEqual([
    [0, 4],
    [0.3, 4],
    [0.6, 4],
  ]);
  expect(await starts(0.6, 0.1)).toEqual([
    [0, 6],
    [0.5, 5],
  ]);
});

test.each<[AudioWindowsOptions, string]>([
  [{ seconds: 0 }, 'seconds must be a finite number above 0, got 0'],
  [{ seconds: 1, overlapSeconds: 1 }, 'overlapSeconds must be a finite number at least 0 and below 1, got 1'],
  [{ seconds: 1, overlapSeconds: 0.99 }, 'windows of 1 s with 0.99 s of overlap are 10 samples at 10 Hz, 0 apart'],
  [{ seconds: 1e9 }, 'windows of 1000000000 s with 0 s of overlap are 10000000000 samples at 10 Hz'],
  [{ seconds: 1, overlap: 0.5 } as never, 'options of readAudioWindows must not have "overlap"'],
])('refuses %o', async (options, message) => {
  await expect(windowsOf(ramp, options)).rejects.toThrow(InputError);
  await expect(windowsOf(ramp, options)).rejects.toThrow(message);
});

test('a truncated WAV is refused before its first window, or read as far as it goes', async () => {
  const bytes = readFileSync(WAV).subarray(0, 100_000);
  const seen: AudioWindow[] = [];
  await expect(
    (async () => {
      for await (const window of readAudioWindows(bytes, { seconds: 0.1 })) seen.push(window);
    })(),
  ).rejects.toThrow('the WAV file is truncated');
  expect(seen).toEqual([]);
  const kept = await windowsOf(bytes, { seconds: 100, truncated: 'keep' });
  expect(kept[0]!.samples).toEqual((await readAudio(bytes, { truncated: 'keep' })).samples);
});

test('opposite channels are told at the end, as only then it is known', async () => {
  const { samples, sampleRate } = await readAudio('fixtures/sound/speech-back-16k.wav');
  const interleaved = Float32Array.from({ length: 2 * samples.length }, (_, i) => samples[i >> 1]! * (i % 2 ? -1 : 1));
  const bytes = encodeWav(interleaved, { sampleRate });
  const header = new DataView(bytes.buffer, bytes.byteOffset, 44);
  header.setUint16(22, 2, true);
  header.setUint16(32, 2 * header.getUint16(32, true), true);
  await expect(windowsOf(bytes, { seconds: 0.5 })).rejects.toThrow('the mean of the 2 channels is silent');
  await expect(readAudio(bytes)).rejects.toThrow('the mean of the 2 channels is silent');
  expect((await readAudio(bytes, { channel: 0 })).samples).toEqual(samples);
});

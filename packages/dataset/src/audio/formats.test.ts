import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { decodeWav, readSound } from '@audiate/media';
import { expect, test } from 'vitest';
import { readAudio } from './read-audio.js';

const FOLDER = 'fixtures/sound/formats';
const ORIGINAL = 'fixtures/sound/speech-44k-stereo-24.wav';
const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** One channel as ffmpeg decodes it. */
function byFfmpeg(file: string, channel: number): Float32Array {
  const filter = ['-af', `pan=mono|c0=c${channel}`];
  // Its own decoder of Opus is another than the standard's, and up to 2 samples late or early.
  const decoder = file.endsWith('.opus') ? ['-c:a', 'libopus'] : [];
  const { stdout, stderr } = spawnSync(
    'ffmpeg',
    ['-v', 'error', ...decoder, '-i', file, ...filter, '-f', 'f32le', '-'],
    {
      maxBuffer: 2 ** 28,
    },
  );
  expect(String(stderr)).toBe('');
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

const largest = (samples: Float32Array) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const apart = (a: Float32Array, b: Float32Array) => largest(a.map((value, i) => value - b[i]!));

function correlation(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    ab += value * b[i]!;
    aa += value * value;
    bb += b[i]! * b[i]!;
  }
  return ab / Math.sqrt(aa * bb);
}

/** How far from ffmpeg: nothing where the file is lossless; for Opus the steps of 16 bits in which ffmpeg hands it over. */
const FILES = [
  ['stereo-44k.flac', 44_100, 2, 0],
  ['mono-16k-24.flac', 16_000, 1, 0],
  ['mono-16k-flac.oga', 16_000, 1, 0],
  ['stereo-44k.mp3', 44_100, 2, 1e-6],
  ['mono-16k-without-length.mp3', 16_000, 1, 1e-6],
  ['stereo-44k.ogg', 44_100, 2, 1e-6],
  ['stereo-48k.opus', 48_000, 2, 1.6e-5],
  ['mono-16k.opus', 48_000, 1, 1.6e-5],
] as const;

test.skipIf(!ffmpeg).each(FILES)('%s is what ffmpeg reads, sample for sample', async (name, rate, channels, error) => {
  const file = `${FOLDER}/${name}`;
  for (let channel = 0; channel < channels; channel++) {
    const { samples, sampleRate } = await readAudio(file, { channel });
    const wanted = byFfmpeg(file, channel);
    expect([sampleRate, samples.length]).toEqual([rate, wanted.length]);
    expect(apart(samples, wanted)).toBeLessThanOrEqual(error);
  }
  await expect(readAudio(file, { channel: channels })).rejects.toThrow(`the sound has ${channels}, counted from 0`);
});

test('an MP3 is read beyond the length that its first frame claims, also where a second file follows', async () => {
  const bytes = readFileSync(`${FOLDER}/stereo-44k.mp3`);
  const { samples } = await readAudio(bytes);
  const at = bytes.indexOf('Info') + 12;
  const claimed = bytes.readUInt32BE(at);
  // Within the first frame, in the middle of one, at the end of one (of 313 bytes), one byte short of all.
  for (const claim of [100, 5_000, 626, claimed - 1]) {
    const changed = Buffer.from(bytes);
    changed.writeUInt32BE(claim, at);
    const read = (await readAudio(changed)).samples;
    expect([claim, read.length, apart(read, samples)]).toEqual([claim, samples.length, 0]);
  }
  for (const behind of [bytes, bytes.subarray(20)]) {
    const both = (await readAudio(Buffer.concat([bytes, behind]))).samples;
    // Twice the frames of sound, without the delay and the padding of the first: as many as ffmpeg gives.
    expect(both.length).toBe(97_843);
    expect(both.subarray(0, samples.length)).toEqual(samples);
    const second = both.subarray(samples.length + 1_105);
    expect(apart(samples.subarray(2_304), second.subarray(2_304, samples.length))).toBeLessThan(1e-6);
  }
});

/** What is lost, by correlation, and the delay of LAME where the file says nothing of it: 576 + 529 samples. */
test.each([
  ['stereo-44k.flac', 0.999999, 0],
  ['mono-16k-24.flac', 0.9999, 0],
  ['mono-16k-flac.oga', 0.9999, 0],
  ['stereo-44k.mp3', 0.999, 0],
  ['mono-16k-without-length.mp3', 0.98, 1_105],
  ['stereo-44k.ogg', 0.99, 0],
  ['stereo-48k.opus', 0.94, 0],
  ['mono-16k.opus', 0.95, 0],
] as const)('%s at 16 kHz is the original at the same instants', async (name, least, delay) => {
  const original = await readSound(readFileSync(ORIGINAL), { sampleRate: 16_000 });
  const { samples, sampleRate } = await readAudio(`${FOLDER}/${name}`, { sampleRate: 16_000 });
  expect(sampleRate).toBe(16_000);
  if (delay === 0) expect(samples).toHaveLength(17_527);
  expect(correlation(samples.subarray(delay, delay + 17_000), original.samples)).toBeGreaterThan(least);
});

test('FLAC gives the integers of the WAV that it was made from', async () => {
  const flac = await readAudio(`${FOLDER}/stereo-44k.flac`, { channel: 1 });
  const wav = decodeWav(readFileSync(ORIGINAL)).channels[1]!;
  expect(flac.samples).toHaveLength(wav.length);
  expect(apart(flac.samples, wav)).toBeLessThanOrEqual(2 ** -15);
  expect([...flac.samples].every((value) => Number.isInteger(value * 2 ** 15))).toBe(true);
});

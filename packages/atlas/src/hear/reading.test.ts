import { join } from 'node:path';
import type { ModelAdapter } from '@audiate/core';
import { readAudio } from '@audiate/dataset';
import { readOut, speechWindows } from '@audiate/evaluate';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';
import { readingOf } from './reading.js';

const sampleRate = 16_000;
const recording = async (name: string) =>
  (await readAudio(join(import.meta.dirname, '../../../../fixtures/speech', name), { sampleRate })).samples;

test('what is read in stretches and at moments is what is read in the whole, and nothing twice', async () => {
  const reader = (await tiny()) as unknown as ModelAdapter<never>;
  // As long as a piece.
  const short = new Float32Array(10 * sampleRate);
  short.set(await recording('librivox/sense_and_sensibility_01_austen_64kb-0880.wav'));
  const words = await recording('cards/005.wav');
  // Longer than a piece: the last one overlaps the one before.
  const long = new Float32Array(15 * sampleRate);
  long.set(words, 4 * sampleRate);
  long.set(words, 11 * sampleRate);
  const clips = [short, long];
  const windows = speechWindows(clips, sampleRate);
  const reading = await readingOf(windows, { clips, sampleRate, reader, engine: 'wasm' });

  const [lanes] = await readOut(reader, { samples: short, sampleRate }, { engine: 'wasm' });
  const { segments } = lanes![0]!;
  expect(segments.length).toBeGreaterThan(10);
  expect(reading.within(0, 0, 10)).toEqual(segments.map(({ token }) => token));
  const { token, start, end } = segments[5]!;
  expect(reading.at(0, (start + end) / 2)).toBe(token);
  expect(reading.within(0, start, end)).toEqual([token]);
  expect(reading.at(0, 99)).toBeUndefined();

  const [first, second] = [reading.within(1, 3, 10), reading.within(1, 10, 15)];
  expect(first.length).toBeGreaterThan(8);
  expect(Math.abs(first.length - second.length)).toBeLessThanOrEqual(2);
});

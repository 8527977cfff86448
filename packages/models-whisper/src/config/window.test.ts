import { expect, test } from 'vitest';
import type { Preprocessor } from './preprocessor.js';
import { windowOf } from './window.js';

const preprocessor = { sampleRate: 16_000, hop: 160 } as Preprocessor;

test('every whole number of hundredths of a second takes the frames that hold its samples, and none more', () => {
  for (let hundredths = 1; hundredths <= 3000; hundredths++) {
    const { frames, maxSamples } = windowOf(hundredths / 100, preprocessor, { positions: 1500 });
    expect([hundredths, frames]).toEqual([hundredths, Math.ceil(hundredths / 2)]);
    expect(maxSamples).toBe(320 * frames!);
  }
});

test.each([
  [8.06, 403],
  [8.14, 407],
  [16.1, 805],
  [8.0601, 404],
  [1e-9, 1],
])('%d s take %d frames', (seconds, frames) => {
  expect(windowOf(seconds, preprocessor, { positions: 1500 }).frames).toBe(frames);
});

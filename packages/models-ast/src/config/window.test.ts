import { expect, test } from 'vitest';
import { framesFilled, framesHeard, samplesFor, windowOf } from './window.js';

const published = { frames: 1024, patch: 16 };
const rate = { sampleRate: 16_000 };

test('a window of whole hundredths of a second has so many frames, and none more', () => {
  for (let hundredths = 16; hundredths <= 1024; hundredths++) {
    expect(windowOf(hundredths / 100, rate, published)).toEqual({ frames: hundredths, maxFrames: hundredths });
  }
});

test('frames are those that the sound fills', () => {
  expect([0, 399, 400, 559, 560, 164_080].map(framesFilled)).toEqual([0, 0, 1, 1, 2, 1024]);
  for (const frames of [1, 2, 77, 1024]) {
    expect(framesFilled(samplesFor(frames))).toBe(frames);
    expect(framesFilled(samplesFor(frames) - 1)).toBe(frames - 1);
  }
});

test('the longest sound is heard, and one sample more refused with both lengths', () => {
  const window = windowOf(undefined, rate, published);
  expect(framesHeard(window, 164_239, 16_000)).toBe(1024);
  expect(framesHeard(windowOf('sound', rate, published), 164_239, 16_000)).toBe(1024);
  expect(() => framesHeard(window, 164_240, 16_000)).toThrow(
    /^audio of 164240 samples \(10\.27 s\) is longer than the 164239 samples \(10\.26 s\) that the window holds; cut it$/,
  );
});

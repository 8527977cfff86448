import { InputError, key, mirror } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { crop } from './crop.js';
import { heard, type Listening } from './testing/heard.js';

/** Sample i holds i, so that the window's position can be read off. */
const count = (samples: number) => Float32Array.from({ length: samples }, (_, i) => i);

function starts(options: Parameters<typeof crop>[0], samples: number, length: number, listening: Listening = {}) {
  const audio = Array.from({ length: 100 }, () => count(samples));
  return heard(crop(options), audio, listening).map((window) => {
    expect(window).toEqual(count(samples).slice(window[0], window[0]! + length));
    return window[0]!;
  });
}

test('each item has a window of its own, every position equally likely', () => {
  const drawn = starts({ samples: 94 }, 100, 94);
  for (const position of [0, 1, 2, 3, 4, 5, 6]) {
    // Each of 7 is expected 14.3 times, with a standard deviation of 3.5.
    expect(Math.abs(drawn.filter((start) => start === position).length - 100 / 7)).toBeLessThan(12);
  }
});

test('a mirrored key takes the window on the other side of the middle', () => {
  const mirrored = starts({ samples: 30 }, 200, 30, { drawKey: mirror(key(1)) });
  expect(mirrored).toEqual(starts({ samples: 30 }, 200, 30).map((start) => 170 - start));
});

test('milliseconds are right at any sample rate', () => {
  for (const sampleRate of [8000, 16_000, 44_100]) starts({ ms: 10 }, 1000, sampleRate / 100, { sampleRate });
});

test('strength 0 is the middle, half of it half as far away', () => {
  expect(new Set(starts({ samples: 30 }, 200, 30, { strength: 0 }))).toEqual(new Set([85]));
  const whole = starts({ samples: 30 }, 200, 30);
  starts({ samples: 30 }, 200, 30, { strength: 0.5 }).forEach((start, i) => {
    expect(Math.abs(start - (85 + (whole[i]! - 85) / 2))).toBeLessThanOrEqual(0.5);
  });
});

test.each<[unknown, RegExp]>([
  [{}, /crop takes samples or ms, got neither/],
  [{ samples: 0 }, /crop samples must be .*above 0, got 0/],
  [{ samples: 1.5 }, /crop samples must be a whole number/],
  [{ ms: '5' }, /crop ms must be .*got "5"/],
])('refuses %o', (options, message) => {
  expect(() => crop(options as { samples: number })).toThrow(InputError);
  expect(() => crop(options as { samples: number })).toThrow(message);
});

test('refuses at bind a window longer than the audio, or of no sample', () => {
  const at = { model: toyModel(), batch: 1, samples: 100 };
  expect(() => crop({ samples: 101 }).bind(at)).toThrow(
    /crop in samples must be .*at most 100, got 101; .*100 samples/,
  );
  expect(() => crop({ ms: 0.01 }).bind(at)).toThrow(/at least 1 .*got 0/);
});

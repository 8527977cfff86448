import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { movedRange } from './frame-range.js';

test.each([
  [{ from: 3, count: 1 }, 10, 10, 3],
  [{ from: 3, count: 1 }, 10, 14, 5],
  [{ from: 3, count: 2 }, 10, 8, 2],
  [{ from: 5, count: 1 }, 11, 12, 6],
])('%o of %i frames is found in %i', (range, raw, heard, from) => {
  expect(movedRange('encoder.1', range, raw)(heard)).toEqual({ from, count: range.count });
});

test('the middle frame stays the middle frame', () => {
  for (let raw = 1; raw < 6; raw++) {
    for (let heard = 1; heard < 9; heard++) {
      const middle = { from: Math.floor(raw / 2), count: 1 };
      expect(movedRange('encoder.1', middle, raw)(heard).from).toBe(Math.floor(heard / 2));
    }
  }
});

test('tells when the heard audio no longer holds it', () => {
  const pick = movedRange('encoder.1', { from: 0, count: 1 }, 10);
  expect(() => pick(6)).toThrow(
    new InputError(
      'frame 0 of encoder.1 fell outside of the heard audio: the transforms change its 10 frames to 6; ' +
        'choose frames nearer to the centre or a transform that keeps them',
    ),
  );
});

import { InputError, key, mirror } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { shift } from './shift.js';

const samples = 200;
/** Sample i holds i + 1, so that the shift and what is lost can be read off. */
const audio = Float32Array.from({ length: samples }, (_, i) => i + 1);

function shifts(options: Parameters<typeof shift>[0], sampleRate = 16_000, mirrored = false, strength = 1): number[] {
  const batch = 100;
  const apply = shift(options).bind({ model: toyModel({ sampleRate }), batch, samples });
  const drawKey = mirrored ? mirror(key(1)) : key(1);
  const heard = tf.tidy(() =>
    apply(tf.tile(tf.tensor2d(audio, [1, samples]), [batch, 1]), drawKey, { step: 0, strength }).dataSync(),
  );
  return Array.from({ length: batch }, (_, item) => {
    const row = heard.slice(item * samples, (item + 1) * samples);
    const at = row.indexOf(100);
    const by = at - 99;
    const expected = audio.map((_, i) => (i - by >= 0 && i - by < samples ? i - by + 1 : 0));
    expect(row).toEqual(expected);
    return by;
  });
}

test('moves each item by a whole number of samples of its own, zeros moving in', () => {
  const drawn = shifts({ samples: 3 });
  const counts = [-3, -2, -1, 0, 1, 2, 3].map((by) => drawn.filter((other) => other === by).length);
  expect(counts.reduce((sum, count) => sum + count)).toBe(100);
  // Each of 7 is expected 14.3 times, with a standard deviation of 3.5.
  for (const count of counts) expect(Math.abs(count - 100 / 7)).toBeLessThan(12);
});

test('a mirrored key shifts the other way', () => {
  const drawn = shifts({ samples: 40 });
  expect(shifts({ samples: 40 }, 16_000, true)).toEqual(drawn.map((by) => 0 - by));
  const oneWay = shifts({ samples: [10, 20] });
  expect(shifts({ samples: [10, 20] }, 16_000, true)).toEqual(oneWay.map((by) => 30 - by));
});

test('milliseconds are right at any sample rate', () => {
  for (const [sampleRate, most] of [
    [8000, 16],
    [16_000, 32],
    [44_100, 88],
  ] as const) {
    const drawn = shifts({ ms: [2, 2] }, sampleRate).slice(0, 3);
    expect(drawn).toEqual([most, most, most]);
  }
});

test('strength scales the shift', () => {
  expect(shifts({ samples: [40, 40] }, 16_000, false, 0.25)[0]).toBe(10);
});

test.each<[unknown, RegExp]>([
  [{}, /shift takes samples or ms, got neither/],
  [{ samples: 1, ms: 1 }, /shift takes samples or ms, got both/],
  [{ samples: 1.5 }, /shift samples must be a whole number.* got -?1.5/],
  [{ samples: -5 }, /shift samples must be .*at least 0, got -5/],
  [{ ms: [5, 1] }, /shift ms must be \[min, max\], got \[5, 1\]; swap them/],
  [{ ms: 'far' }, /shift ms must be a number or \[min, max\], got "far"/],
])('refuses %o', (options, message) => {
  expect(() => shift(options as { samples: number })).toThrow(InputError);
  expect(() => shift(options as { samples: number })).toThrow(message);
});

test('refuses at bind a shift that leaves nothing of the audio', () => {
  const at = { model: toyModel(), batch: 1, samples: 100 };
  expect(() => shift({ samples: 100 }).bind(at)).toThrow(
    /shift in samples must be .*at most 99, got 100; .*100 samples/,
  );
  expect(() => shift({ ms: [-50, 0] }).bind(at)).toThrow(/got 800/);
});

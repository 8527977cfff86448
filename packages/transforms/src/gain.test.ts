import { key, mirror } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { gain } from './gain.js';
import type { Range } from './range.js';

function gainsDb(db: Range, strength = 1, drawKey = key(1)): number[] {
  const batch = 50;
  const apply = gain({ db }).bind({ model: toyModel(), batch, samples: 2 });
  const heard = tf.tidy(() => apply(tf.ones([batch, 2]), drawKey, { step: 0, strength }).dataSync());
  return Array.from({ length: batch }, (_, item) => {
    expect(heard[2 * item]).toBe(heard[2 * item + 1]);
    return 20 * Math.log10(heard[2 * item]!);
  });
}

test('draws a gain for each item within ±db', () => {
  const drawn = gainsDb(6);
  expect(Math.min(...drawn)).toBeGreaterThan(-6);
  expect(Math.min(...drawn)).toBeLessThan(-4);
  expect(Math.max(...drawn)).toBeLessThan(6);
  expect(Math.max(...drawn)).toBeGreaterThan(4);
});

test('a range of one value is that value; strength scales it', () => {
  for (const drawn of gainsDb([-20, -20])) expect(drawn).toBeCloseTo(-20, 4);
  for (const drawn of gainsDb([-20, -20], 0.5)) expect(drawn).toBeCloseTo(-10, 4);
});

test('a mirrored key draws about the centre', () => {
  const drawn = gainsDb([0, 6]);
  gainsDb([0, 6], 1, mirror(key(1))).forEach((other, item) => {
    expect(other).toBeCloseTo(6 - drawn[item]!, 4);
  });
});

test('refuses a gain that is none', () => {
  expect(() => gain({ db: Number.POSITIVE_INFINITY })).toThrow(/gain db must be .*got Infinity/);
});

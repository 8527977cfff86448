import { InputError, key } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { pad } from './pad.js';

const full = { step: 0, strength: 1 };

test('adds silence at both ends', () => {
  const apply = pad({ samples: 2 }).bind({ model: toyModel(), batch: 2, samples: 3 });
  tf.tidy(() => {
    expect(apply(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), key(1), full).arraySync()).toEqual([
      [0, 0, 1, 2, 3, 0, 0],
      [0, 0, 4, 5, 6, 0, 0],
    ]);
  });
});

test('milliseconds are right at any sample rate, and both ends are alike', () => {
  for (const sampleRate of [8000, 16_000, 44_100]) {
    const apply = pad({ ms: 10 }).bind({ model: toyModel({ sampleRate }), batch: 1, samples: 2 });
    tf.tidy(() => {
      const heard = apply(tf.tensor2d([[1, 2]]), key(1), full);
      expect(heard.shape).toEqual([1, 2 + sampleRate / 50]);
      const start = sampleRate / 100;
      expect([...heard.dataSync().slice(start - 1, start + 3)]).toEqual([0, 1, 2, 0]);
    });
  }
});

test.each<[unknown, RegExp]>([
  [{ samples: -1 }, /pad samples must be .*at least 0, got -1/],
  [{ samples: 0.5 }, /pad samples must be a whole number/],
  [{ ms: [1, 2] }, /pad ms must be a finite number at least 0, got an array of 2/],
  [{}, /pad takes samples or ms, got neither/],
])('refuses %o', (options, message) => {
  expect(() => pad(options as { samples: number })).toThrow(InputError);
  expect(() => pad(options as { samples: number })).toThrow(message);
});

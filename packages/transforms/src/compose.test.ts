import { fold, key, type Transform } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { compose } from './compose.js';
import { gain } from './gain.js';
import { heardSamples } from './heard-samples.js';
import { pad } from './pad.js';
import { shift } from './shift.js';

const at = { model: toyModel(), batch: 1, samples: 4 };

test('applies its members in order, each with a key of its own', () => {
  const drawn: unknown[] = [];
  const member = (change: (audio: tf.Tensor2D) => tf.Tensor2D): Transform => ({
    spec: { kind: 'spy' },
    bind: () => (audio, drawKey) => {
      drawn.push(drawKey);
      return change(audio);
    },
  });
  const both = compose(
    member((x) => tf.add(x, 1)),
    member((x) => tf.mul(x, 10)),
  ).bind(at);
  drawn.length = 0;
  tf.tidy(() => {
    expect(both(tf.tensor2d([[0, 1, 2, 3]]), key(7), { step: 0, strength: 1 }).arraySync()).toEqual([[10, 20, 30, 40]]);
  });
  expect(drawn).toEqual([fold(key(7), 0), fold(key(7), 1)]);
});

test('binds each member to the length that the one before gives', () => {
  const bound = compose(pad({ samples: 50 }), shift({ samples: 60 }), pad({ samples: 1 })).bind(at);
  expect(heardSamples(bound, at)).toBe(106);
  expect(() => compose(shift({ samples: 60 }), pad({ samples: 50 })).bind(at)).toThrow(/the audio has 4 samples/);
});

test('tells a member’s mistake at bind', () => {
  expect(() => compose(gain({ db: 1 }), compose(shift({ samples: 4 }))).bind(at)).toThrow(/at most 3, got 4/);
});

test('binding leaves no tensor', () => {
  const before = tf.memory().numTensors;
  compose(pad({ samples: 5 }), gain({ db: 1 }), shift({ samples: 1 })).bind(at);
  expect(tf.memory().numTensors).toBe(before);
});

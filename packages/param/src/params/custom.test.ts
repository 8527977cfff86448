import { InputError, key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { custom } from './custom.js';

const at = { model: toyModel(), batch: 2, samples: 64 };

/** Type-checks without a cast: the names of the values are inferred from `init`. */
const twoTones = custom('two tones', {
  init: (start, { batch }) => ({
    low: { data: normal(start, batch), shape: [batch, 1] },
    high: { data: new Float32Array(batch), shape: [batch, 1] },
  }),
  decode: ({ low, high }, { samples }) => {
    const time = tf.range(0, samples).reshape([1, samples]);
    return tf.add(tf.mul(low, tf.sin(time)), tf.mul(high, tf.cos(time)));
  },
});

test('decodes what its function says, and is named in the spec', () => {
  const bound = twoTones.bind(at);
  const { low, high } = bound.init(key(1));
  const audio = tf.tidy(() =>
    bound.decode({ low: tf.tensor2d(low!.data, [2, 1]), high: tf.tensor2d(high!.data, [2, 1]) }).dataSync(),
  );
  expect(audio[64 + 5]).toBeCloseTo(low!.data[1]! * Math.sin(5), 5);
  expect(twoTones.spec).toEqual({ kind: 'custom', name: 'two tones' });
});

test('refuses an empty name, arrays that do not fit the batch, and audio of another shape', () => {
  const decode = () => tf.zeros([2, 63]);
  const one = { data: new Float32Array(2), shape: [2] };
  expect(() => custom('', { init: () => ({ one }), decode })).toThrow(InputError);
  const wrong = custom('wrong', { init: () => ({ one: { ...one, shape: [3] } }), decode }).bind(at);
  expect(() => wrong.init(key(1))).toThrow(/"one" of param "wrong" has shape \[3\] and 2 numbers; .* must be 2/);
  const plain = custom('plain', {
    init: () => ({ one: { data: [1, 2] as unknown as Float32Array, shape: [2] } }),
    decode,
  });
  expect(() => plain.bind(at).init(key(1))).toThrow(/must be a Float32Array, got an array of 2/);
  expect(() => tf.tidy(() => wrong.decode({}))).toThrow(/decoded \[2,63\], not \[batch, samples\] = \[2,64\]/);
});

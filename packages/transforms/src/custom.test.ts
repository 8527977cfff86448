import { InputError, key, uniform } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { custom } from './custom.js';

const at = { model: toyModel({ sampleRate: 8000 }), batch: 2, samples: 3 };

/** Type-checks without a cast. */
const hum = custom('hum', (audio, drawKey, { strength, model, samples }) => {
  const hz = uniform(drawKey, 1, 50, 60)[0]!;
  const tone = tf.sin(tf.mul(tf.range(0, samples), (2 * Math.PI * hz) / model.sampleRate));
  return tf.add(audio, tf.mul(tone, strength));
});

test('is the function given, told where it is', () => {
  const heard = tf.tidy(() =>
    hum
      .bind(at)(tf.zeros([2, 3]), key(1), { step: 0, strength: 0.5 })
      .arraySync(),
  );
  const hz = uniform(key(1), 1, 50, 60)[0]!;
  expect(heard[1]![2]).toBeCloseTo(0.5 * Math.sin((2 * Math.PI * hz * 2) / 8000), 6);
  expect(hum.spec).toEqual({ kind: 'custom', name: 'hum' });
});

test('refuses an empty name, no function, and a result that is not one waveform an item', () => {
  expect(() => custom('', (audio) => audio)).toThrow(InputError);
  expect(() => custom('x', 3 as unknown as () => tf.Tensor)).toThrow(/"x" must be a function, got 3/);
  const flat = custom('flat', (audio) => tf.sum(audio, 0)).bind(at);
  tf.tidy(() => {
    expect(() => flat(tf.zeros([2, 3]), key(1), { step: 0, strength: 1 })).toThrow(
      /"flat" answered \[3\]; it must be \[2, samples\]/,
    );
  });
});

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

/** The same in two steps. */
const steps = custom('hum', {
  draw: (drawKey, { strength }) => ({
    hz: { data: Float32Array.from(uniform(drawKey, 1, 50, 60)), shape: [1] },
    strength: { data: Float32Array.of(strength), shape: [1] },
  }),
  change(audio, { hz, strength }, { model, samples }) {
    const tone = tf.sin(tf.mul(tf.range(0, samples), tf.mul(hz!, (2 * Math.PI) / model.sampleRate)));
    return tf.add(audio, tf.mul(tone, strength!));
  },
});

test('two steps are the same transform, and a part of programs', () => {
  const [one, two] = [hum, steps].map((transform) =>
    tf.tidy(() =>
      transform
        .bind(at)(tf.zeros([2, 3]), key(1), { step: 0, strength: 0.5 })
        .dataSync(),
    ),
  );
  for (const [i, sample] of two!.entries()) expect(sample).toBeCloseTo(one![i]!, 5);
  expect(steps.spec).toEqual(hum.spec);
  expect([hum.bind(at).steps === undefined, steps.bind(at).steps === undefined]).toEqual([true, false]);
});

test('refuses a draw that is no numbers of its shape, or has another shape than the first', () => {
  let drawn: unknown = { level: { data: new Float32Array(2), shape: [2, 1] } };
  const change = { draw: () => drawn as never, change: (audio: tf.Tensor2D) => audio };
  const { steps: bound } = custom('level', change).bind(at);
  const draw = () => bound!.draw(key(1), { step: 0, strength: 1 });
  draw();
  drawn = { level: { data: new Float32Array(2), shape: [1, 2] } };
  expect(draw).toThrow('transform "level" drew level [1,2] after level [2,1]; names and shapes must stay the same');
  for (const wrong of [{ data: [1.1, 2], shape: [2, 1] }, { data: new Float32Array(3), shape: [2, 1] }, undefined]) {
    drawn = { level: wrong };
    expect(draw).toThrow(/transform "level" must draw \{ data, shape \} for "level"/);
  }
});

test('refuses an empty name, no function, and a result that is not one waveform an item', () => {
  expect(() => custom('', (audio) => audio)).toThrow(InputError);
  expect(() => custom('x', 3 as unknown as () => tf.Tensor)).toThrow(
    /"x" must be a function, or { draw, change }, got 3/,
  );
  const flat = custom('flat', (audio) => tf.sum(audio, 0)).bind(at);
  tf.tidy(() => {
    expect(() => flat(tf.zeros([2, 3]), key(1), { step: 0, strength: 1 })).toThrow(
      /"flat" answered \[3\]; it must be \[2, samples\]/,
    );
    const short = custom('flat', { draw: () => ({}), change: (audio) => tf.sum(audio, 0) }).bind(at);
    expect(() => short(tf.zeros([2, 3]), key(1), { step: 0, strength: 1 })).toThrow(/"flat" answered \[3\]/);
  });
});

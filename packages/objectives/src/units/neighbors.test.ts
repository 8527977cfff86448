import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { neighbors } from './neighbors.js';

const model = toyModel();
const rows = [
  [9, 9, 9, 9, 9, 9, 9, 9],
  [1, -2, 0, 4, -5, 100, 0.5, -0.5],
  [9, 9, 9, 9, 9, 9, 9, 9],
];
const bound = neighbors('filters', 5).terms[0]!.term.bind({ model, batch: 1, samples: 3 * 64 });
const score = (x: tf.Tensor) => bound({ filters: x as tf.Tensor3D }, tf.zeros([1, 192]));

test('is minus the mean |activation| of the other channels in the frame', () => {
  expect(score(tf.tensor3d([rows])).dataSync()[0]).toBeCloseTo(-13 / 7, 5);
});

test('its gradient is minus the sign over their number: 0 at 0, for the channel itself and in other frames', () => {
  const gradient = tf
    .grad((x) => tf.sum(score(x)))(tf.tensor3d([rows]))
    .arraySync() as number[][][];
  const seventh = Math.fround(1 / 7);
  const expected = [-seventh, seventh, 0, -seventh, seventh, 0, -seventh, seventh];
  gradient[0]![1]!.forEach((value, channel) => {
    expect(value).toBeCloseTo(expected[channel]!, 6);
  });
  expect([2, 5].map((channel) => Math.abs(gradient[0]![1]![channel]!))).toEqual([0, 0]);
  expect([...gradient[0]![0]!, ...gradient[0]![2]!].every((value) => value === 0)).toBe(true);
});

test('needs other channels', () => {
  const mono = { model: toyModel({ channels: 1 }), batch: 1, samples: 64 };
  expect(() => neighbors('filters', 0).terms[0]!.term.bind(mono)).toThrow(
    new InputError('neighbors needs a layer with other channels; filters has channel 0 only: leave it out'),
  );
});

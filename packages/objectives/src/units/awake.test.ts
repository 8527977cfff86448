import { gelu } from '@audiate/ops';
import { defineModel, type ModelAdapter } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { each } from '../combine/each.js';
import { timeWindow } from '../combine/time-window.js';
import { ascend, noise, scores } from '../testing/ascend.js';
import { awake } from './awake.js';
import { channel } from './channel.js';
import { channelWeights } from './channel-weights.js';
import { directionNeuron } from './direction-neuron.js';
import { neuron } from './neuron.js';

const TURN = -0.7518;
const slopes = (xs: number[], f: (x: tf.Tensor1D) => tf.Tensor) =>
  tf.tidy(() =>
    Array.from(
      tf
        .grad((x: tf.Tensor) => tf.sum(f(x as tf.Tensor1D)))(tf.tensor1d(xs))
        .dataSync(),
    ),
  );

test('values are untouched; the gradient is true above the turn and 0.1 below it', () => {
  const xs = [-6, -2, -0.76, -0.74, 0, 2];
  const woken = (x: tf.Tensor1D) => awake(gelu(x), x, TURN);
  tf.tidy(() => {
    expect(woken(tf.tensor1d(xs)).arraySync()).toEqual(gelu(tf.tensor1d(xs)).arraySync());
  });
  const exact = slopes(xs, gelu);
  slopes(xs, woken).forEach((slope, i) => {
    expect(slope).toBeCloseTo(xs[i]! < TURN ? 0.1 : exact[i]!, 6);
  });
});

test('a value that is to fall has the true gradient everywhere', () => {
  const xs = [-2, -0.76, 0.5];
  const falling = slopes(xs, (x) => tf.neg(awake(gelu(x), x, TURN)));
  const exact = slopes(xs, (x) => tf.neg(gelu(x)));
  falling.forEach((slope, i) => {
    expect(slope).toBeCloseTo(exact[i]!, 6);
  });
});

/** The toy model's filters far on the left of a GELU: every unit is off in quiet noise. */
function sleepyModel(): ModelAdapter {
  const toy = toyModel();
  const facts = toy.layers.filters;
  return defineModel({
    ...toy,
    layers: {
      before: { ...facts, depth: 0 },
      after: { ...facts, depth: 1, preactivation: { layer: 'before', turn: TURN } },
    },
    forward(audio) {
      const { filters } = toy.forward(audio, ['filters']);
      const before = tf.sub(tf.mul(filters, 3), 4) as tf.Tensor3D;
      return { before, after: gelu(before) };
    },
  }) as unknown as ModelAdapter;
}

test.each([
  ['a neuron', neuron('after', 3), 1],
  ['a channel', channel('after', 3, { window: { fromFrame: 1, toFrame: 2 } }), 1],
  ['a direction', directionNeuron('after', [0, 0, 0, 1, 0, 0, 0, 0]), 1],
  ['channel weights', timeWindow(channelWeights('after', { 3: 1 }), { fromFrame: 1, toFrame: 2 }), 1],
  ['each', each([neuron('after', 1), neuron('after', 3)]), 2],
] as const)('%s that starts off is climbed to its optimum', (_, objective, batch) => {
  const model = sleepyModel();
  const start = noise(batch, 64 * 5, 2);
  const found = ascend(model, objective, start, batch);
  const optimum = tf.tidy(() => gelu(tf.scalar(3 * 2 - 4)).dataSync()[0]!);
  for (const row of scores(model, objective, found, batch)) {
    for (const score of row.filter((x) => !Number.isNaN(x))) expect(score).toBeCloseTo(optimum, 3);
  }
});

import { InputError, key, normal, type Objective, type Term } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { regularize } from './regularize.js';

/** Minus the energy: its gradient is −2 x. */
const quiet: Term<never> = {
  spec: { kind: 'custom', name: 'quiet' },
  description: 'quiet',
  layers: [],
  bind: () => (_, raw) => tf.neg(tf.sum(tf.square(raw), 1)) as tf.Tensor1D,
};
const penalty = (weight = 1): Objective<never> => ({ terms: [{ weight, term: quiet }] });

const audio = normal(key(1), 300);
const dy = normal(key(2), 300);
const norm = (x: Float32Array) => Math.hypot(...x);
const item = (x: Float32Array, i: number) => x.slice(100 * i, 100 * i + 100);

function gradientOf(heard: Float32Array, back: Float32Array, { share = 0.5, strength = 1, weight = 1 } = {}) {
  const apply = regularize(penalty(weight), { share }).bind({ model: toyModel(), batch: 3, samples: 100 });
  return tf.tidy(() => {
    const f = (x: tf.Tensor) => apply(x as tf.Tensor2D, key(1), { step: 0, strength });
    const x = tf.tensor2d(heard, [3, 100]);
    expect([...f(x).dataSync()]).toEqual([...heard]);
    return Float32Array.from(
      tf
        .grad(f)(x, tf.tensor2d(back, [3, 100]))
        .dataSync(),
    );
  });
}

/** By hand: each item's −2 x made as long as the share of what came back. */
function byHand(share: number): Float32Array {
  return Float32Array.from({ length: 300 }, (_, i) => {
    const [own, came] = [item(audio, Math.floor(i / 100)), item(dy, Math.floor(i / 100))];
    return dy[i]! - (share * norm(came) * audio[i]!) / norm(own);
  });
}

test.each([0, 0.5, 2])('pulls with a share of %s of what came back, item by item', (share) => {
  const found = gradientOf(audio, dy, { share });
  const wanted = byHand(share);
  for (const [i, slope] of found.entries()) expect(slope).toBeCloseTo(wanted[i]!, 5);
});

test('the weight of a single penalty does not count, its sign does; strength scales the share', () => {
  const found = gradientOf(audio, dy, { weight: 1000, share: 1, strength: 0.5 });
  for (const [i, slope] of byHand(0.5).entries()) expect(found[i]).toBeCloseTo(slope, 4);
  const against = gradientOf(audio, dy, { weight: -1 });
  for (const [i, slope] of byHand(-0.5).entries()) expect(against[i]).toBeCloseTo(slope, 5);
});

test('silence, and nothing that came back, add nothing', () => {
  const half = audio.map((sample, i) => (i < 100 ? 0 : sample));
  const back = dy.map((slope, i) => (i < 200 ? slope : 0));
  const found = gradientOf(half, back);
  expect(item(found, 0)).toEqual(item(back, 0));
  expect(item(found, 1)).not.toEqual(item(back, 1));
  expect(item(found, 2)).toEqual(item(back, 2));
});

test.each<[() => unknown, string]>([
  [() => regularize({ terms: [] }, { share: 1 }), 'regularize takes a penalty such as objectives.sparsity(), got'],
  [() => regularize(penalty(), { share: -1 }), 'share of regularize must be'],
  [() => regularize(penalty(), undefined as never), 'share of regularize must be'],
  [
    () => regularize({ terms: [{ weight: 1, term: { ...quiet, layers: ['filters'] as never } }] }, { share: 1 }),
    'takes penalties on the audio alone, got quiet; add it to the objective',
  ],
  [
    () => regularize({ terms: [{ weight: { from: 0, to: 1 }, term: quiet }] }, { share: 1 }),
    'weight of quiet in regularize must be',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(InputError);
  expect(mistake).toThrow(message);
});

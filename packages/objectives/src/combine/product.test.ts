import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { diversity } from '../batch/diversity.js';
import { ascend, noise, scores } from '../testing/ascend.js';
import { channel } from '../units/channel.js';
import { neuron } from '../units/neuron.js';
import { each } from './each.js';
import { product } from './product.js';
import { scale } from './scale.js';
import { sum } from './sum.js';

const model = toyModel();
const samples = 64 * 5;
const [a, b] = [neuron('filters', 3, { at: 0 }), neuron('filters', 5, { at: 4 })];

test('ascent shares the norm between both factors, where a sum would not have to', () => {
  // Both factors are negative in this noise, and would stay so.
  const positive = noise(1, samples, 2).map((x) => -x);
  for (const factor of [a, b]) expect(scores(model, factor, positive)[0]![0]).toBeGreaterThan(0);
  // Each factor is its frame's norm; r₁ r₂ with r₁² + r₂² = 4 is largest for r₁ = r₂.
  const found = ascend(model, product(a, b), positive);
  const [[both], [first], [second]] = scores(model, product(a, b), found) as [number[], number[], number[]];
  expect(both).toBeCloseTo(2, 4);
  expect(first).toBeCloseTo(Math.SQRT2, 3);
  expect(second).toBeCloseTo(Math.SQRT2, 3);
});

test('a factor counts with all its terms and their weights; factors are recorded at weight 0', () => {
  const audio = noise(2, samples, 3);
  const objective = product(sum(a, scale(b, -0.5)), channel('energies', 2));
  expect(objective.terms.map(({ weight, term }) => [Math.abs(weight as number), term.description])).toEqual([
    [1, 'product(neuron(filters, 3, at frame 0) + -0.5·neuron(filters, 5, at frame 4), channel(energies, 2))'],
    [0, 'neuron(filters, 3, at frame 0)'],
    [0, 'neuron(filters, 5, at frame 4)'],
    [0, 'channel(energies, 2)'],
  ]);
  const [both, first, second, third] = scores(model, objective, audio, 2);
  both!.forEach((value, i) => {
    expect(value).toBeCloseTo((first![i]! - 0.5 * second![i]!) * third![i]!, 5);
  });
});

test('couples the batch when a factor does', () => {
  expect(product(a, diversity('filters')).terms[0]!.term.couplesBatch).toBe(true);
  expect(product(a, b).terms[0]!.term.couplesBatch).toBeUndefined();
});

test.each([
  [() => product(a, 3 as never), 'product takes objectives such as neuron(layer, channel), got 3'],
  [() => product(a, { terms: [] }), 'product got an objective without terms; leave it out'],
  [
    () => product(a, scale(b, { from: 0, to: 1 })),
    'the weight of neuron(filters, 5, at frame 4) in product follows a schedule; schedule the product instead',
  ],
  [
    () => product(a, each([b])),
    "product can't hold an each (neuron(filters, 5, at frame 4) for item 0); write each([product(…), …])",
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});

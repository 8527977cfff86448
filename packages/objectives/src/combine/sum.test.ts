import { InputError, type Objective } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { gradientOf, noise } from '../testing/ascend.js';
import { channel } from '../units/channel.js';
import { neuron } from '../units/neuron.js';
import { negate, scale } from './scale.js';
import { sum } from './sum.js';

const model = toyModel();
const a = neuron('filters', 3);
const b = channel('energies', 1, { reduce: 'max' });
const audio = noise(2, 320);
const gradient = (objective: Objective) => Array.from(gradientOf(model, objective, audio, 2));
const combined = (f: (ga: number, gb: number) => number) => {
  const [ga, gb] = [gradient(a), gradient(b)];
  return ga.map((value, i) => f(value, gb[i]!));
};
const close = (actual: number[], expected: number[]) => {
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 5);
  });
  expect(Math.hypot(...actual)).toBeGreaterThan(0.1);
};

test('climbs the sum of gradients', () => {
  close(
    gradient(sum(a, b)),
    combined((ga, gb) => ga + gb),
  );
  close(
    gradient(sum(scale(a, 0.5), negate(b))),
    combined((ga, gb) => 0.5 * ga - gb),
  );
});

test('concatenates terms with their weights, nested as you like', () => {
  const nested = sum(scale(sum(a, scale(b, 3)), 2), a);
  expect(nested.terms).toEqual([
    { weight: 2, term: a.terms[0]!.term },
    { weight: 6, term: b.terms[0]!.term },
    { weight: 1, term: a.terms[0]!.term },
  ]);
  expect(sum(sum(a, b), a)).toEqual(sum(a, sum(b, a)));
});

test('tells a mistake', () => {
  expect(() => sum()).toThrow(new InputError('sum needs at least one objective, got none'));
  expect(() => sum('encoder.3:17' as never)).toThrow(
    new InputError('sum takes objectives such as neuron(layer, channel), got "encoder.3:17"; read a string by parse'),
  );
});

import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { diversity } from '../batch/diversity.js';
import { ascend, gradientOf, noise, scores } from '../testing/ascend.js';
import { channel } from '../units/channel.js';
import { neuron } from '../units/neuron.js';
import { each, itemsOf, memberOf } from './each.js';
import { scale } from './scale.js';
import { sum } from './sum.js';

const model = toyModel();
const samples = 64 * 5;
const members = [
  neuron('filters', 3),
  scale(channel('energies', 1, { reduce: 'logsumexp' }), 0.5),
  neuron('filters', 6, { at: 0, neighbors: 0.3 }),
] as const;
const audio = noise(3, samples);
const item = (x: Float32Array, i: number) => x.subarray(i * samples, (i + 1) * samples);

test('an item is scored by its own objective as if it were alone, NaN by the others', () => {
  const together = scores(model, each(members), audio, 3);
  const alone = members.flatMap((objective, i) =>
    scores(model, objective, item(audio, i)).map(([score]) => [i, score!]),
  );
  expect(together).toEqual(alone.map(([i, score]) => [0, 1, 2].map((j) => (j === i ? score : Number.NaN))));
});

test('an item gets the gradient of its own objective', () => {
  const together = gradientOf(model, each(members), audio, 3);
  members.forEach((objective, i) => {
    const alone = gradientOf(model, objective, item(audio, i), 1);
    item(together, i).forEach((value, k) => {
      expect(value).toBeCloseTo(alone[k]!, 6);
    });
    expect(Math.hypot(...alone)).toBeGreaterThan(0.02);
  });
});

test('the gradient of an item that a term does not concern is exactly 0', () => {
  const { terms } = each(members);
  const [second] = terms.filter(({ term }) => term.description.endsWith('item 1'));
  const gradient = gradientOf(model, { terms: [second!] }, audio, 3);
  expect(item(gradient, 0).every((value) => value === 0)).toBe(true);
  expect(item(gradient, 2).every((value) => value === 0)).toBe(true);
  expect(item(gradient, 1).some((value) => value !== 0)).toBe(true);
});

test('ascent reaches each optimum, with diversity summed beside it', () => {
  const targets = each([neuron('filters', 3), neuron('filters', 5, { at: 0 })]);
  const found = ascend(model, targets, noise(2, samples), 2);
  const [first, second] = scores(model, targets, found, 2);
  expect(first![0]).toBeCloseTo(1, 4);
  expect(second![1]).toBeCloseTo(1, 4);
  const withDiversity = sum(targets, scale(diversity('filters'), 0.1));
  expect(scores(model, withDiversity, found, 2)[2]!.every(Number.isFinite)).toBe(true);
});

test('describes its members by item; says how many items it needs', () => {
  expect(each(members).terms.map(({ term }) => term.description)).toEqual([
    'neuron(filters, 3) for item 0',
    'channel(energies, 1, logsumexp) for item 1',
    'neuron(filters, 6, at frame 0) for item 2',
    'neighbors(filters, 6, at frame 0) for item 2',
  ]);
  expect(itemsOf(each(members))).toBe(3);
  expect(itemsOf(sum(neuron('filters', 1), each([members[0]])))).toBe(1);
  expect(itemsOf(members[0])).toBeUndefined();
});

const bind = (objective: ReturnType<typeof each>, batch: number) =>
  objective.terms.map(({ term }) => term.bind({ model, batch, samples }));

test.each([
  [() => bind(each(members), 2), 'each holds 3 objectives but the batch is 2; render with batch: 3'],
  [() => bind(each([members[0]]), 4), 'each holds 1 objective but the batch is 4; render with batch: 1'],
  [() => each([]), 'each takes a list of at least one objective, got an array of 0'],
  [() => each(members[0] as never), 'each takes a list of at least one objective, got an object'],
  [
    () => each([members[0], 'filters:3' as never]),
    'each takes objectives such as neuron(layer, channel), got "filters:3"; read a string by parse',
  ],
  [
    () => each([members[0], sum(members[0], diversity('energies'))]),
    "each can't hold diversity(energies), which compares the items of a batch; write sum(each([…]), diversity(energies))",
  ],
  [
    () => each([each([members[0]])]),
    "each can't hold another each (neuron(filters, 3) for item 0); put their objectives into one list",
  ],
  [() => bind(each([neuron('filters', 900)]), 1), 'channel 900 of filters is out of range; filters has channels 0 … 7'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});

test('a spec tells which item climbs what, and only those of each do', () => {
  const whole = each(members);
  const told = whole.terms.map(({ term }) => memberOf(JSON.parse(JSON.stringify(term.spec))));
  expect(told.map((member) => member?.item)).toEqual([0, 1, 2, 2]);
  expect(told.map((member) => member?.term)).toEqual(
    members.flatMap(({ terms }) => terms.map(({ term }) => term.spec)),
  );
  expect(memberOf(members[0].terms[0]!.term.spec)).toBeUndefined();
  expect(memberOf({ kind: 'mine', item: 0 })).toBeUndefined();
});

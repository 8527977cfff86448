import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { ascend, noise, scores } from '../testing/ascend.js';
import { custom } from './custom.js';

const model = toyModel();
const run = (fn: Parameters<typeof custom<'filters'>>[2]) =>
  scores(model, custom('mine', ['filters'], fn), noise(2, 320), 2);

test('reads its layers and the raw audio, and can be climbed', () => {
  const difference = custom('3 over 5', ['filters'], ({ filters }, raw) => {
    expect(raw.shape).toEqual([1, 320]);
    const at = (channel: number) => tf.reshape(tf.slice(filters, [0, 2, channel], [1, 1, 1]), [1]);
    return tf.sub(at(3), at(5)) as tf.Tensor1D;
  });
  const found = ascend(model, difference, noise(1, 320));
  // Among windows of norm 1 the difference of two templates is its own maximum.
  const template = model.template(3).map((value, i) => value - model.template(5)[i]!);
  expect(scores(model, difference, found)[0]![0]).toBeCloseTo(Math.hypot(...template), 4);
});

test('its spec names it and its layers', () => {
  const { spec, description, layers } = custom('loud', ['filters'], () => tf.zeros([1])).terms[0]!.term;
  expect(spec).toEqual({ kind: 'custom', name: 'loud', layers: ['filters'] });
  expect(description).toBe('custom(loud)');
  expect(layers).toEqual(['filters']);
});

const advice = 'sum or average over the other axes';
const expected = 'custom("mine") must return a score for each item, a tensor of shape [2], got';

test.each([
  [() => run(() => tf.zeros([1, 2]) as never), `${expected} shape [1, 2]; ${advice}`],
  [() => run(() => tf.zeros([3])), `${expected} shape [3]; ${advice}`],
  [() => run(() => tf.scalar(0) as never), `${expected} shape []; ${advice}`],
  [() => run((async () => tf.zeros([2])) as never), `${expected} an object; ${advice}`],
  [() => run((() => undefined) as never), `${expected} undefined; ${advice}`],
  [() => custom('', [], () => tf.zeros([1])), 'a custom objective needs a name for the recipe, got ""'],
  [
    () => custom('mine', 'filters' as never, () => tf.zeros([1])),
    'layers of custom("mine") must be a list, got "filters"',
  ],
  [() => custom('mine', [], 3 as never), 'custom("mine") needs a function, got 3'],
  [
    () =>
      scores(
        model,
        custom('mine', ['filterz'], () => tf.zeros([2])),
        noise(2, 320),
        2,
      ),
    'unknown layer of toy "filterz"; choose from filters, energies',
  ],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});

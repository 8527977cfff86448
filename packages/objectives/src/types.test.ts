import type { ModelAdapter, Objective } from '@audiate/protocol';
import { type ToyLayer, toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, expectTypeOf, test } from 'vitest';
import * as objectives from './index.js';

const { channel, custom, direction, diversity, each, energy, interpolate, logit, negate, neighbors, neuron } =
  objectives;
const { parse, product, scale, style, sum, timeWindow } = objectives;

/** As `render` of core takes them. */
function render<L extends string>(model: ModelAdapter<L>, objective: Objective<NoInfer<L>>): number {
  return Object.keys(model.layers).length + objective.terms.length;
}

test('layer names are part of the type', () => {
  expectTypeOf(neuron('a', 0)).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(neuron('a', 0, { neighbors: 1 })).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(neighbors('a', 0)).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(channel('a', 0)).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(diversity('a')).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(direction('a', [1])).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(style('a', { data: Float32Array.of(1), shape: [1, 1, 1] })).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(energy()).toEqualTypeOf<Objective<never>>();
  expectTypeOf(logit('AA')).toEqualTypeOf<Objective<'logits'>>();
  expectTypeOf(parse('encoder.3:17')).toEqualTypeOf<Objective<'encoder.3'>>();
  expectTypeOf(parse('encoder.3:17' as string)).toEqualTypeOf<Objective<string>>();
});

test('combinators unite them', () => {
  expectTypeOf(sum(neuron('a', 0), neuron('b', 1))).toEqualTypeOf<Objective<'a' | 'b'>>();
  expectTypeOf(each([neuron('a', 0), neuron('b', 1)])).toEqualTypeOf<Objective<'a' | 'b'>>();
  expectTypeOf(sum(each([neuron('a', 0)]), scale(diversity('b'), 0.1), logit('AA'))).toEqualTypeOf<
    Objective<'a' | 'b' | 'logits'>
  >();
  expectTypeOf(negate(scale(neuron('a', 0), 2))).toEqualTypeOf<Objective<'a'>>();
});

test('so do products, morphs and windows', () => {
  expectTypeOf(product(neuron('a', 0), sum(neuron('b', 1), energy()))).toEqualTypeOf<Objective<'a' | 'b'>>();
  expectTypeOf(interpolate(neuron('a', 0), channel('b', 1))).toEqualTypeOf<Objective<'a' | 'b'>>();
  expectTypeOf(timeWindow(neuron('a', 0), { fromMs: 0, toMs: 100 })).toEqualTypeOf<Objective<'a'>>();
  expectTypeOf(timeWindow(energy(), { fromMs: 0, toMs: 100 })).toEqualTypeOf<Objective<never>>();
});

test('custom types its activations', () => {
  const mine = custom('mine', ['a', 'b'], ({ a, b }, raw) => {
    expectTypeOf(a).toEqualTypeOf<tf.Tensor3D>();
    expectTypeOf(raw).toEqualTypeOf<tf.Tensor2D>();
    return tf.sum(tf.add(a, b), [1, 2]);
  });
  expectTypeOf(mine).toEqualTypeOf<Objective<'a' | 'b'>>();
  // @ts-expect-error layer c was not asked for
  custom('mine', ['a'], ({ c }) => c);
  const penalty = custom('penalty', [], (_, raw) => tf.sum(raw, 1));
  expectTypeOf(sum(penalty, neuron('a', 0))).toEqualTypeOf<Objective<'a'>>();
});

test('a typo in a layer does not compile', () => {
  const toy: ModelAdapter<ToyLayer> = toyModel();
  const penalty = custom('penalty', [], (_, raw) => tf.sum(raw, 1));
  expect(render(toy, sum(neuron('filters', 0), channel('energies', 1), penalty))).toBe(5);
  expect(render(toy, penalty)).toBe(3);
  expect(render(toy, parse('filters:3'))).toBe(3);
  // @ts-expect-error toy has no layer of that name
  render(toy, neuron('filterz', 0));
  // @ts-expect-error one member is enough
  render(toy, sum(neuron('filters', 0), neuron('filterz', 0)));
  // @ts-expect-error toy has no logits
  render(toy, logit('AA'));
  // @ts-expect-error also in a string
  render(toy, parse('filterz:3'));
  // @ts-expect-error the British spelling is no option
  neuron('filters', 0, { neighbours: 1 });
});

import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { neuron } from '../units/neuron.js';
import { negate, scale } from './scale.js';
import { sum } from './sum.js';

const unit = neuron('filters', 3);
const ramp = { from: 0, to: 2, shape: 'cosine', over: 0.5 } as const;

test('multiplies weights and leaves terms as they are', () => {
  const scaled = scale(scale(sum(unit, scale(unit, 3)), 2), 0.5);
  expect(scaled.terms.map(({ weight }) => weight)).toEqual([1, 3]);
  expect(scaled.terms[0]!.term).toBe(unit.terms[0]!.term);
});

test('takes a schedule, and scales one', () => {
  expect(scale(unit, ramp).terms[0]!.weight).toEqual(ramp);
  expect(scale(scale(unit, 3), ramp).terms[0]!.weight).toEqual({ ...ramp, to: 6 });
  expect(negate(scale(unit, { from: 1, to: 2 })).terms[0]!.weight).toEqual({ from: -1, to: -2 });
});

test('negate twice is nothing', () => {
  expect(negate(unit).terms[0]!.weight).toBe(-1);
  expect(negate(negate(unit))).toEqual(unit);
});

test.each([
  [() => scale(unit, Number.POSITIVE_INFINITY), 'weight must be a finite number, got Infinity'],
  [() => scale(unit, { from: 0, to: Number.NaN }), 'weight.to must be a finite number, got NaN'],
  [
    () => scale(scale(unit, ramp), ramp),
    "the weight of neuron(filters, 3) is a schedule already and can't be multiplied by another; scale it by a number",
  ],
  [() => scale({} as never, 2), 'scale takes objectives such as neuron(layer, channel), got an object'],
  [() => negate(undefined as never), 'negate takes objectives such as neuron(layer, channel), got undefined'],
])('tells a mistake (%#)', (mistake, message) => {
  expect(mistake).toThrow(new InputError(message));
});

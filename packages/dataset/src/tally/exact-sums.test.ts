import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactSums } from './exact-sums.js';

const numbers = fc.array(
  fc.oneof(
    fc.double({ noNaN: true, min: -1e3, max: 1e3 }),
    fc.double({ noNaN: true, min: -1e70, max: 1e70 }),
    fc.double({ noNaN: true, min: -1e-80, max: 1e-80 }),
  ),
  { maxLength: 40 },
);
const summed = (values: readonly number[]) => {
  const sums = exactSums(1);
  for (const value of values) sums.add(0, value);
  return sums;
};

test('any order and any split give the same bits', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), fc.nat(), (values, cut, turn) => {
      const whole = summed(values);
      const turned = values.map((_, i) => values[(i * 1 + turn) % values.length]!).reverse();
      expect(summed(turned).state).toEqual(whole.state);
      const at = values.length ? cut % values.length : 0;
      for (const [a, b] of [
        [values.slice(0, at), values.slice(at)],
        [values.slice(at), values.slice(0, at)],
      ]) {
        const left = summed(a!);
        left.addState(summed(b!).state);
        expect(left.state).toEqual(whole.state);
      }
    }),
    { numRuns: 500 },
  );
});

test('the sum is right where plain addition is not', () => {
  const values = [1e16, 1, -1e16, 1];
  expect(values.reduce((a, b) => a + b)).not.toBe(2);
  expect(summed(values).value(0)).toBe(2);
  expect(summed([]).value(0)).toBe(0);
});

test('a sum is as good as a double', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: 1e-3, max: 1e3 }), { minLength: 1 }), (values) => {
      const exact = values.reduce((sum, value) => sum + BigInt(Math.round(value * 2 ** 40)), 0n);
      const found = summed(values.map((value) => Math.round(value * 2 ** 40) / 2 ** 40)).value(0);
      expect(Math.abs(found - Number(exact) / 2 ** 40)).toBeLessThanOrEqual(Math.abs(found) * 2 ** -50);
    }),
  );
});

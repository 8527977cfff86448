import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticks } from './ticks.js';

const labels = (min: number, max: number, most: number) => ticks(min, max, most).map(({ label }) => label);

test.each<[number, number, number, string[]]>([
  [0, 1.024, 6, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
  [0, 0.05, 6, ['0', '0.01', '0.02', '0.03', '0.04', '0.05']],
  [0, 10, 6, ['0', '2', '4', '6', '8', '10']],
  [0, 8_000, 9, ['0', '1000', '2000', '3000', '4000', '5000', '6000', '7000', '8000']],
  [0, 22_050, 9, ['0', '5000', '10000', '15000', '20000']],
  [-90, -10, 5, ['−80', '−60', '−40', '−20']],
  [-2.7e-4, 2.7e-4, 5, ['−2e−4', '−1e−4', '0', '1e−4', '2e−4']],
  [-4e6, 4e6, 5, ['−4e6', '−2e6', '0', '2e6', '4e6']],
  [2, 2, 5, ['2']],
])('ticks(%d, %d, %i)', (min, max, most, expected) => {
  expect(labels(min, max, most)).toEqual(expected);
});

test('within the range, ascending, evenly spaced, as many as asked for at most, labels that tell them apart', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      number,
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.integer({ min: 3, max: 12 }),
      (a, d, most) => {
        fc.pre(d > 1e-4 * Math.abs(a));
        const marks = ticks(a, a + d, most);
        expect(marks.length).toBeLessThanOrEqual(most);
        expect(marks.length).toBeGreaterThanOrEqual(1);
        expect(new Set(marks.map(({ label }) => label)).size).toBe(marks.length);
        for (const { value } of marks) {
          expect(value).toBeGreaterThanOrEqual(a - 1e-8 * d);
          expect(value).toBeLessThanOrEqual(a + d + 1e-8 * d);
        }
        const steps = marks.slice(1).map(({ value }, i) => value - marks[i]!.value);
        for (const step of steps) expect(step / steps[0]!).toBeCloseTo(1, 4);
      },
    ),
  );
});

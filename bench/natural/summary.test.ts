import { expect, test } from 'vitest';
import type { Climb } from './climb.ts';
import { PARTS, type Run, ranked, ratios, stepsTo, tableOf, WAITS, WORK, waited } from './summary.ts';

const climb = (reached: number | null, seconds: number): Climb => ({
  reached,
  seconds,
  cpuSeconds: 2 * seconds,
  beforeSteps: 0.25,
  perStep: 0.02,
  steps: reached ?? 128,
  score: 1,
});
const run = (group: string, climbs: readonly [Climb, Climb, Climb]): Run => ({
  target: group,
  group,
  seed: 1,
  turn: 'first',
  load: 2,
  climbs: { audiate: climbs[0], Adam: climbs[1], 'same optimizer': climbs[2] },
});
const quick = run('conv.3', [climb(8, 0.5), climb(32, 2), climb(8, 0.25)]);
const late = run('logits', [climb(16, 1), climb(null, 4), climb(16, 0.5)]);
const never = run('logits', [climb(null, 3), climb(null, 4), climb(null, 3)]);

test('a climb that never arrives is above every other, and no number comes of two of them', () => {
  const { POSITIVE_INFINITY: never } = Number;
  expect(ranked([1, 2, 3, 4, 5])).toEqual([2, 3, 4]);
  expect(ranked([4, 1])).toEqual([1.75, 2.5, 3.25]);
  expect(ranked([1, 2, never])).toEqual([1.5, 2, never]);
  expect(ranked([never, never])).toEqual([never, never, never]);
  expect(ranked([])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test('waits and steps end at the natural maximum', () => {
  expect([waited(quick.climbs.audiate), stepsTo(quick.climbs.audiate)]).toEqual([0.5, 8]);
  expect([waited(late.climbs.Adam), stepsTo(late.climbs.Adam)]).toEqual([
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
});

test('ratios are taken run by run, and where neither arrives there is none', () => {
  expect(ratios([quick, late, never], 'Adam', waited)).toEqual([4, Number.POSITIVE_INFINITY]);
  expect(ratios([quick, late, never], 'same optimizer', waited)).toEqual([0.5, 0.5]);
  const theirs = run('logits', [climb(null, 3), climb(8, 1), climb(8, 1)]);
  expect(ratios([theirs], 'Adam', waited)).toEqual([0]);
});

test('a table has a row for each group and one for all', () => {
  const lines = tableOf([quick, late, never], WAITS).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toBe('| conv.3 | 1 | 0.50 | 2.00 | 0.25 | 4.0 | 0.5 |');
  expect(lines[3]).toContain('| logits | 2 | ∞ ');
  expect(lines[4]).toContain('| **all** | 3 | 1.00 (0.75–∞) |');
  expect(tableOf([quick], WORK).split('\n')[2]).toContain('| conv.3 | 1.00 | 4.00 |');
  expect(tableOf([quick], PARTS).split('\n')[2]).toBe(
    '| conv.3 | 1 of 1 | 1 of 1 | 1 of 1 | 8 | 32 | 8 | 0.25 | 0.25 | 0.25 | 20 | 20 | 20 |',
  );
});

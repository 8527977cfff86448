import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { key, uniform } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { layerOf, root } from '../testing/golden.js';
import { falseDiscovery } from './false-discovery.js';
import { selectivity } from './selectivity.js';

/** What scipy computes: `tools/goldens/selectivity.py` made it. */
const golden = JSON.parse(readFileSync(join(root, 'fixtures/goldens/selectivity.json'), 'utf8')) as {
  readonly x: number[][];
  readonly classes: string[];
  readonly numbers: number[];
  readonly effects: readonly { unit: number; label: string; auc: number; d: number; p: number }[];
  readonly spearman: number[];
  readonly spearmanP: number[];
  readonly ps: number[];
  readonly qs: number[];
};

test("effects on classes are scipy's, ties too; what is there is found, and nothing else", async () => {
  const found = await selectivity(layerOf(golden.x), golden.classes);
  expect(found.units).toHaveLength(15);
  for (const { unit, label, auc, d } of golden.effects) {
    const own = found.units.find((one) => one.unit === unit && one.label === label)!;
    expect(own.auc).toBeCloseTo(auc, 9);
    expect(own.d).toBeCloseTo(d, 5);
  }
  expect(found.units[0]).toMatchObject({ unit: 1, label: 'c2' });
  const finds = found.units.filter(({ q }) => q < 0.05);
  expect(new Set(finds.map(({ unit }) => unit))).toEqual(new Set([1, 3]));
  expect(Math.abs(found.units[0]!.auc! - 0.5)).toBeGreaterThan(found.chance);
});

test("p values of free rows are those of scipy's tests", async () => {
  const byClass = await selectivity(layerOf(golden.x), golden.classes, { permutations: 1000 });
  for (const { unit, label, p } of golden.effects) {
    const own = byClass.units.find((one) => one.unit === unit && one.label === label)!;
    expect(Math.abs(own.p - p)).toBeLessThan(0.03);
  }
  const byNumber = await selectivity(layerOf(golden.x), golden.numbers, { permutations: 1000 });
  for (const { unit, p } of byNumber.units) expect(Math.abs(p - golden.spearmanP[unit]!)).toBeLessThan(0.03);
});

test('twenty deals find what is there among a thousand tests; units that never change are no part of chance', async () => {
  const labels = Array.from({ length: 120 }, (_, i) => 'abcd'[i % 4]!);
  const noise = uniform(key(1), 120 * 250, -1, 1);
  const x = labels.map((label, i) =>
    Array.from({ length: 300 }, (_, unit) => {
      if (unit >= 250) return 3;
      return noise[i * 250 + unit]! + (unit < 10 && label === 'b' ? 1 : 0);
    }),
  );
  const { units } = await selectivity(layerOf(x), labels, { permutations: 20 });
  const finds = units.filter(({ q }) => q < 0.05);
  const right = finds.filter(({ unit, label }) => unit < 10 && label === 'b');
  expect(right.length).toBe(10);
  expect(right[0]!.p).toBe(1 / (1 + 20 * 250));
  // The other classes are a little lower in those units.
  expect(finds.filter(({ unit }) => unit >= 10).length).toBeLessThanOrEqual(1);
  expect(units.filter(({ unit }) => unit >= 250).every(({ p }) => p === 1)).toBe(true);
});

test("correlations with numbers are scipy's", async () => {
  const { units, chance } = await selectivity(layerOf(golden.x), golden.numbers);
  for (const { unit, spearman } of units) expect(spearman).toBeCloseTo(golden.spearman[unit]!, 9);
  expect(units[0]).toMatchObject({ unit: 4, p: 1 / 1001 });
  expect(units.slice(1).every(({ q }) => q > 0.05)).toBe(true);
  expect(chance).toBeLessThan(0.4);
});

test("false discovery rates are scipy's", () => {
  for (const [i, q] of falseDiscovery(golden.ps).entries()) expect(q).toBeCloseTo(golden.qs[i]!, 9);
  expect(falseDiscovery([])).toEqual([]);
});

test('chance alone finds nothing, also where speakers differ and labels go by speakers', async () => {
  const speakers = Array.from({ length: 60 }, (_, i) => i % 6);
  const levels = Array.from({ length: 20 }, (_, c) => uniform(key(c), 6, -1, 1));
  const x = speakers.map((speaker, i) => levels.map((level, c) => level[speaker]! + 0.1 * Math.sin(i * (c + 3))));
  const labels = speakers.map((speaker) => (speaker < 3 ? 'a' : 'b'));
  const blind = await selectivity(layerOf(x), labels);
  const grouped = await selectivity(layerOf(x), labels, { groups: speakers.map(String) });
  // Rows of one speaker are no witnesses of their own: without groups nearly every unit would pass.
  expect(blind.units.filter(({ q }) => q < 0.05).length).toBeGreaterThan(20);
  expect(grouped.units.filter(({ q }) => q < 0.05)).toEqual([]);
});

test('deals that are given keep what the rows of a recording have in common', async () => {
  // Turned by a row, each pair of rows is as alike as before.
  const [count, channels] = [60, 20];
  const slow = (c: number) => {
    const draws = uniform(key(c), count / 6, -1, 1);
    return Array.from({ length: count }, (_, i) => draws[Math.floor(i / 6)]!);
  };
  const columns = Array.from({ length: channels }, (_, c) => slow(c));
  const labels = slow(99);
  const x = labels.map((label, i) => columns.map((column, c) => (c === 0 ? label + 0.5 * column[i]! : column[i]!)));
  const deals = Array.from({ length: count - 1 }, (_, n) => [...labels.slice(n + 1), ...labels.slice(0, n + 1)]);
  const free = await selectivity(layerOf(x), labels);
  const kept = await selectivity(layerOf(x), labels, { deals });
  expect(free.units.filter(({ q }) => q < 0.05).length).toBeGreaterThan(5);
  expect(kept.units.filter(({ q }) => q < 0.05).map(({ unit }) => unit)).toEqual([0]);
  expect(kept.units[0]!.spearman).toBe(free.units.find(({ unit }) => unit === 0)!.spearman);
});

test.each([
  [golden.classes.slice(1), {}, 'labels of selectivity must be one for each row; there are 60 rows, got 59'],
  [golden.classes, { groups: ['a'] }, 'groups of selectivity must be one for each row; there are 60 rows, got 1'],
  [golden.classes, { deals: [] }, 'deals must be a whole number at least 1 and at most 10000, got 0'],
  [
    golden.classes,
    { deals: [['c1']] },
    'labels of deal 0 of selectivity must be one for each row; there are 60 rows, got 1',
  ],
  [
    golden.classes,
    { deals: [golden.classes.map(() => 'other')] },
    'a deal of labels holds "other", which is none of the labels\' own',
  ],
  [golden.numbers, { deals: [golden.classes] }, 'a deal of labels holds "c2", which is none of the labels\' own'],
  [golden.classes, { deals: [golden.classes], seed: 1 }, 'selectivity takes deals or seed, not both; leave one out'],
  [golden.classes, { permutations: 0 }, 'permutations must be a whole number at least 1 and at most 10000, got 0'],
])('tells a mistake (%#)', async (labels, options, message) => {
  await expect(selectivity(layerOf(golden.x), labels, options)).rejects.toThrow(message);
});

import { describe, expect, test } from 'vitest';
import { golden, layerOf } from '../testing/golden.js';
import { crossValidator } from './cross-validate.js';
import { fitProbe } from './fit-probe.js';
import { groupFolds, stratifiedGroupFolds } from './folds.js';
import type { FitProbeOptions } from './probe-options.js';
import { shareOf } from './score.js';

describe.each(['numbers', 'fewNumbers'] as const)("a probe for numbers is scikit-learn's Ridge (%s)", (name) => {
  const { x, y, groups, lambda, folds, told, ...wanted } = golden[name];

  test('folds and what is told of each that is held out', () => {
    const found = groupFolds(groups, Math.max(...folds) + 1);
    expect([...found]).toEqual(folds);
    const all = crossValidator(x, found, { lambda })(Float64Array.from(y));
    for (const [i, [number]] of all.entries()) expect(number).toBeCloseTo(told[i]!, 5);
  });

  test('scores, weights and direction', async () => {
    const options = { groups, lambda, folds: Math.max(...folds) + 1, permutations: 0 };
    const { scores, map, direction, ...facts } = await fitProbe({ 'encoder.1': layerOf(x) }, y, options);
    expect(facts).toMatchObject({ kind: 'numbers', layer: 'encoder.1', clips: 40, groups: 7, folds: 4, lambda });
    expect(scores[0]!.r2).toBeCloseTo(wanted.r2, 5);
    expect(scores[0]!.spearman).toBeCloseTo(wanted.spearman, 9);
    const length = Math.hypot(...wanted.weights);
    for (const [c, weight] of wanted.weights.entries()) {
      expect(map.weights[c]! / length).toBeCloseTo(weight / length, 5);
      expect(direction[c]).toBeCloseTo(weight / length, 5);
    }
    expect(Math.hypot(...direction)).toBeCloseTo(1, 6);
    expect(map.intercept).toBeCloseTo(wanted.intercept, 3);
  });
});

describe.each(['two', 'three', 'fewThree'] as const)(
  "a probe for classes is scikit-learn's LogisticRegression (%s)",
  (name) => {
    const { x, y, groups, lambda, folds, told, ...wanted } = golden[name];
    const classes = [...new Set(y)].sort();
    const values = Int32Array.from(y, (label) => classes.indexOf(label));

    test('folds and what is told of each that is held out', () => {
      const found = stratifiedGroupFolds(groups, values, 3);
      expect([...found]).toEqual(folds);
      const all = crossValidator(x, found, { lambda, classes: classes.length })(values);
      for (const [i, odds] of all.entries()) {
        const own = classes.length === 2 ? [odds[1]!] : classes.map((_, c) => shareOf(odds, c));
        for (const [c, value] of own.entries()) expect(value).toBeCloseTo(told[i]![c]!, 5);
      }
    });

    test('scores, weights and directions', async () => {
      const options = { groups, lambda, folds: 3, permutations: 0 };
      const found = await fitProbe({ logits: layerOf(x) }, y, options);
      expect(found.scores[0]!.balancedAccuracy).toBeCloseTo(wanted.balancedAccuracy, 9);
      expect(found.scores[0]!.auc).toBeCloseTo(wanted.auc, 9);
      expect(found.classes).toEqual(classes);
      const own = classes.length === 2 ? found.maps.slice(1) : found.maps;
      for (const [m, weights] of wanted.weights.entries()) {
        const length = Math.hypot(...weights);
        const direction = found.directions[classes[classes.length === 2 ? 1 : m]!]!;
        for (const [c, weight] of weights.entries()) {
          expect(own[m]!.weights[c]! / length).toBeCloseTo(weight / length, 4);
          expect(direction[c]).toBeCloseTo(weight / length, 4);
        }
        expect(own[m]!.intercept).toBeCloseTo(wanted.intercepts[m]!, 4);
      }
      expect(found.towards).toBe(classes.at(-1));
      expect(found.direction).toBe(found.directions[found.towards]);
    });
  },
);

test('of two classes the directions are opposite, and `towards` chooses', async () => {
  const { x, y, groups, lambda } = golden.two;
  const { directions, direction } = await fitProbe({ a: layerOf(x) }, y, {
    groups,
    lambda,
    towards: 'class 0',
    permutations: 0,
  });
  expect(direction).toBe(directions['class 0']);
  expect([...direction]).toEqual([...directions['class 1']!].map((value) => -value));
});

test('the best layer is taken; chance scores nothing, and less than what is there', async () => {
  const { x, y, groups, lambda } = golden.numbers;
  const noise = x.map((row, i) => row.map((_, c) => Math.sin(1000 * (i + 1) * (c + 2))));
  const found = await fitProbe({ noise: layerOf(noise), speech: layerOf(x) }, y, { groups, lambda, permutations: 50 });
  expect(found.layer).toBe('speech');
  const [bad, good] = found.scores as [(typeof found.scores)[0], (typeof found.scores)[0]];
  expect(bad.baseline.r2.p).toBeGreaterThan(0.05);
  expect(good.baseline.r2.p).toBeCloseTo(1 / 51, 9);
  expect(Math.abs(good.baseline.spearman.mean)).toBeLessThan(0.35);
  expect(good.baseline.spearman.percentile95).toBeLessThan(good.spearman);
  const again = await fitProbe({ speech: layerOf(x) }, y, { groups, lambda, permutations: 50 });
  expect(again.scores[0]).toEqual(good);
});

const rows = layerOf([[1], [2], [3], [4]]);
test.each([
  [[1, 2, 3], {}, 'labels of a probe must be one for each clip; a has 4 clips, got 3'],
  [[1, 2, 3, 'x'], {}, 'labels of a probe must all be finite numbers, as label 0 is; label 3 is "x"'],
  [['x', 'x', 'x', 'x'], {}, 'labels of a probe must differ to be told apart; all 4 are "x"'],
  [
    [1, 2, 3, 4],
    { groups: ['a', 'a', 'a', 'a'] },
    'a probe is judged on groups that it was not fitted on; give at least two, got 1',
  ],
  [
    [1, 2, 3, 4],
    { groups: ['a', 'a', 'b', 'b'], folds: 3 },
    '3 folds need as many groups that are held out together, got 2; ask for fewer folds or give more speakers',
  ],
  [
    ['f', 'f', 'm', 'm'],
    { groups: ['a', 'a', 'b', 'b'] },
    'class "f" of the probe is held out whole; give clips of it by at least two groups (speakers) or ask for fewer folds',
  ],
  [[1, 2, 3, 4], { lambda: 0 }, 'lambda must be a finite number above 0, got 0'],
  [
    ['f', 'f', 'm', 'm'],
    { folds: 2, towards: 'x', permutations: 0 },
    'unknown class of the probe "x"; choose from f, m',
  ],
  [[1, 2, 3, 4], { towards: 'x' }, 'towards names a class, and these labels are numbers; leave it out, got "x"'],
  [[1, 2, 3, 4], { towards: 1 }, 'towards of a probe must be the name of a class, got 1'],
  [[1, 2, 3, 4], { fold: 2 }, 'options of fitProbe must not have "fold"; do you mean folds?'],
])('tells a mistake (%#)', async (labels, options, message) => {
  await expect(fitProbe({ a: rows }, labels as number[], options as FitProbeOptions)).rejects.toThrow(message);
});

test('stops when its signal says so', async () => {
  const { x, y } = golden.numbers;
  const stopped = fitProbe({ a: layerOf(x) }, y, { permutations: 1000, signal: AbortSignal.timeout(1) });
  await expect(stopped).rejects.toThrow(/timeout/);
});

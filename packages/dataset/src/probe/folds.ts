import { InputError } from '@audiate/protocol';

/**
 * Shares groups out to folds of like size: the largest first, each to the fold that holds least (scikit-learn's `GroupKFold`).
 * Groups of one size are taken in the order in which they first stand.
 * @param groups of each row. @returns the fold of each row, from 0.
 * @throws InputError for fewer groups than folds.
 */
export function groupFolds(groups: readonly string[], folds: number): Int32Array {
  const sizes = countsOf(groups);
  checkCount(sizes.size, folds);
  const sums = new Array<number>(folds).fill(0);
  const fold = new Map<string, number>();
  for (const [group, size] of [...sizes].sort(([, a], [, b]) => b - a)) {
    const lightest = sums.indexOf(Math.min(...sums));
    sums[lightest]! += size;
    fold.set(group, lightest);
  }
  return Int32Array.from(groups, (group) => fold.get(group)!);
}

/**
 * As {@link groupFolds}, with the classes as evenly over the folds as whole groups allow: the groups that lean furthest to some
 * classes first, each to the fold where the spread of every class's shares is least (scikit-learn's `StratifiedGroupKFold`).
 * @param labels the class of each row, from 0.
 */
export function stratifiedGroupFolds(groups: readonly string[], labels: ArrayLike<number>, folds: number): Int32Array {
  const classes = Array.from(labels).reduce((most, label) => Math.max(most, label)) + 1;
  const counts = new Map<string, number[]>();
  const totals = new Array<number>(classes).fill(0);
  for (const [i, group] of groups.entries()) {
    const own = counts.get(group) ?? new Array<number>(classes).fill(0);
    own[labels[i]!]!++;
    totals[labels[i]!]!++;
    counts.set(group, own);
  }
  checkCount(counts.size, folds);
  const held = Array.from({ length: folds }, () => new Array<number>(classes).fill(0));
  const fold = new Map<string, number>();
  for (const [group, own] of [...counts].sort(([, a], [, b]) => deviation(b) - deviation(a))) {
    let best = { fold: 0, spread: Infinity, rows: Infinity };
    for (let f = 0; f < folds; f++) {
      const spreads = totals.map((total, c) =>
        deviation(held.map((row, g) => (row[c]! + (g === f ? own[c]! : 0)) / total)),
      );
      const spread = spreads.reduce((a, b) => a + b, 0) / classes;
      const rows = held[f]!.reduce((a, b) => a + b, 0);
      const alike = Math.abs(spread - best.spread) <= 1e-8 + 1e-5 * best.spread;
      if (spread < best.spread || (alike && rows < best.rows)) best = { fold: f, spread, rows };
    }
    for (const [c, count] of own.entries()) held[best.fold]![c]! += count;
    fold.set(group, best.fold);
  }
  return Int32Array.from(groups, (group) => fold.get(group)!);
}

function countsOf(groups: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

function checkCount(groups: number, folds: number): void {
  if (groups >= folds) return;
  throw new InputError(
    `${folds} folds need as many groups that are held out together, got ${groups}; ask for fewer folds or give more speakers`,
  );
}

function deviation(values: readonly number[]): number {
  const level = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - level) ** 2, 0) / values.length);
}

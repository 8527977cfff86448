import { checkKeys, checkNumber, fold, InputError, key, macrotask } from '@audiate/protocol';
import { correlationOfRanks, ranks } from '../numbers/rank-correlation.js';
import { cohensD } from './cohens-d.js';
import { effectsNull } from './effects-null.js';
import { falseDiscovery } from './false-discovery.js';
import { type Label, type Labels, readLabels, valuesOf } from './labelled-clip.js';
import { permuted } from './permute.js';
import type { PooledLayer } from './pooled-activations.js';

/** What of a label one unit tells. */
export interface UnitSelectivity {
  readonly unit: number;
  /** The class that is told from all others; undefined for a label that is a number. */
  readonly label?: string;
  /** Classes: how often the unit is higher in the class than outside it, 0.5 by chance, below it where the class silences it. */
  readonly auc?: number;
  /** Classes: difference of means in pooled standard deviations (Cohen 1988). */
  readonly d?: number;
  /** Numbers: Spearman's rank correlation. */
  readonly spearman?: number;
  /**
   * How often chance goes as far, in either direction, in any unit of this class or number: (1 + effects of chance that do) /
   * (1 + deals · units). 1 for a unit that never changes.
   */
  readonly p: number;
  /** The least share of false finds among those that are at least as sure (Benjamini and Hochberg 1995). */
  readonly q: number;
}

/** What {@link selectivity} finds. */
export interface Selectivities {
  readonly kind: 'classes' | 'numbers';
  /** Each unit against each class or the number, the surest and furthest first. */
  readonly units: readonly UnitSelectivity[];
  /** By how much the furthest unit of each deal strays from chance, as a mean over deals: |AUC − 0.5|, or |Spearman|. */
  readonly chance: number;
}

/** Options of {@link selectivity}. */
export interface SelectivityOptions {
  /** Who speaks in each row: permutations keep what binds labels to speakers. Rows are free of each other unless given. */
  readonly groups?: readonly string[];
  /** How often chance deals the labels anew, 1 to 10,000; 200 unless given. A p below 1 / (1 + deals · units) can't be seen. */
  readonly permutations?: number;
  /** Of those deals; 0 unless given. */
  readonly seed?: number;
  /**
   * Labels as chance would deal them, one for each row, instead of `groups`, `permutations` and `seed`: for rows that are not free of
   * each other, such as frames of one recording, whose order a deal must keep. Such rows make chance go further in a unit that changes
   * slowly, so each effect is measured by the spread of its own unit over the deals. Classes that `labels` lacks are refused.
   */
  readonly deals?: readonly (readonly Label[])[];
  readonly signal?: AbortSignal;
}

/**
 * Which units of a layer tell a label: for every unit its effect, against every class (AUC, Cohen's d) or the number (Spearman), beside what
 * chance does by labels dealt anew, with the false discoveries among all of these tests controlled. A unit is selective where
 * `q` is small *and* the effect large.
 *
 * What chance does is pooled over all units of a label (Storey and Tibshirani 2003): few deals then do for many tests. This takes
 * for granted that chance does the same to every unit. It may not where `groups` are given and units differ in how far they tell
 * groups apart: such a unit strays further by chance than its p says, so hold its effect against `chance` too.
 * @param values `[rows, channels]`: clips by {@link pooledActivations}, or frames against labels that are aligned in time.
 * @param labels one for each row, all texts or all numbers.
 * @throws InputError for labels, groups or deals of another count than the rows, labels of mixed kinds, one class only.
 */
export async function selectivity(
  values: PooledLayer,
  labels: readonly Label[],
  options: SelectivityOptions = {},
): Promise<Selectivities> {
  checkKeys('options of selectivity', options, ['groups', 'permutations', 'seed', 'deals', 'signal']);
  const { deals } = options;
  const { permutations = 200, seed = 0, signal, groups = labels.map((_, i) => `${i}`) } = options;
  const count = deals?.length ?? permutations;
  checkNumber(deals ? 'deals' : 'permutations', count, { min: 1, max: 10_000, integer: true });
  const unused = deals && (['groups', 'permutations', 'seed'] as const).find((name) => options[name] !== undefined);
  if (unused) throw new InputError(`selectivity takes deals or ${unused}, not both; leave one out`);
  const read = readLabels('selectivity', labels);
  for (const [thing, rows] of [
    ['labels', labels.length],
    ['groups', groups.length],
    ...(deals ?? []).map((deal, n) => [`labels of deal ${n}`, deal.length] as const),
  ] as const) {
    if (rows === values.clips) continue;
    throw new InputError(
      `${thing} of selectivity must be one for each row; there are ${values.clips} rows, got ${rows}`,
    );
  }
  const classes = read.kind === 'classes' ? read.classes.length : 1;
  const columns = Array.from({ length: values.channels }, (_, c) =>
    Float64Array.from({ length: values.clips }, (_, i) => values.data[i * values.channels + c]!),
  );
  const ranked = columns.map(ranks);
  const effects = (given: Labels['values']) => {
    if (read.kind === 'classes') return leanings(ranked, given as Int32Array, classes);
    const theirs = ranks(given);
    return ranked.map((own) => correlationOfRanks(own, theirs));
  };
  const own = effects(read.values);
  const alive = columns.flatMap((column) => new Array<boolean>(classes).fill(column.some((x) => x !== column[0])));
  const nulls = effectsNull(own, { classes, alive, bySpread: deals !== undefined });
  let chance = 0;
  for (let n = 0; n < count; n++) {
    await macrotask();
    signal?.throwIfAborted();
    const dealt = deals ? valuesOf(deals[n]!, read) : permuted(read.values, groups, fold(key(seed), n));
    const deal = effects(dealt);
    nulls.add(deal);
    chance += deal.reduce((most, effect) => Math.max(most, Math.abs(effect) || 0), 0) / count;
  }
  const ps = nulls.ps();
  const qs = falseDiscovery(ps);
  const units = own.map((effect, k): UnitSelectivity => {
    const [unit, c] = [Math.floor(k / classes), k % classes];
    const sure = { p: ps[k]!, q: qs[k]! };
    if (read.kind === 'numbers') return { unit, spearman: effect, ...sure };
    const d = cohensD(columns[unit]!, (i) => read.values[i] === c);
    return { unit, label: read.classes[c]!, auc: effect + 0.5, d, ...sure };
  });
  const order = Array.from(own.keys()).sort(
    (a, b) => qs[a]! - qs[b]! || Math.abs(own[b]!) - Math.abs(own[a]!) || a - b,
  );
  return { kind: read.kind, units: order.map((k) => units[k]!), chance };
}

/** AUC − 0.5 of each class against all others, unit by unit, by the sum of its ranks (Mann and Whitney 1947). */
function leanings(ranked: readonly Float64Array[], classOf: Int32Array, classes: number): number[] {
  const counts = new Int32Array(classes);
  for (const c of classOf) counts[c]!++;
  const out = new Array<number>(ranked.length * classes);
  const sums = new Float64Array(classes);
  for (const [unit, own] of ranked.entries()) {
    sums.fill(0);
    for (let i = 0; i < own.length; i++) sums[classOf[i]!]! += own[i]!;
    for (let c = 0; c < classes; c++) {
      const [inside, outside] = [counts[c]!, own.length - counts[c]!];
      out[unit * classes + c] = (sums[c]! - (inside * (inside - 1)) / 2) / (inside * outside) - 0.5;
    }
  }
  return out;
}

import { falseDiscovery, selectivity } from '@audiate/dataset';
import type { HeardLayer } from './hear-windows.js';
import { DEALS, FEWEST_MOMENTS, MOST_FALSE, selectMoments } from './select-moments.js';

/** The label that a unit tells best from all others. */
export interface ToldLabel {
  readonly label: string;
  /** The area under the curve: how often the unit is higher where the label is, 0.5 by chance. */
  readonly auc: number;
}

/**
 * Which label each unit of a layer tells: the one with the largest area under the curve among those that chance does not explain.
 * @param said at each moment.
 * @returns by unit; undefined where there is none.
 */
export async function toldLabels(
  layer: HeardLayer,
  said: readonly (string | undefined)[],
  signal: AbortSignal | undefined,
): Promise<(ToldLabel | undefined)[]> {
  const { channels } = layer;
  const told = new Array<ToldLabel | undefined>(channels).fill(undefined);
  const counts = new Map<string, number>();
  for (const label of said) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  const kept = [...said.keys()].filter((i) => said[i] !== undefined && counts.get(said[i])! >= FEWEST_MOMENTS);
  const labels = kept.map((i) => said[i]!);
  if (new Set(labels).size < 2) return told;
  const deals = { permutations: DEALS, ...(signal && { signal }) };
  const { units } = await selectivity(selectMoments(layer, kept), labels, deals);
  const surest = new Array<number>(channels).fill(1);
  for (const { unit, label, auc, p } of units) {
    if (auc! <= 0.5) continue;
    surest[unit] = Math.min(surest[unit]!, p);
    if (auc! > (told[unit]?.auc ?? 0)) told[unit] = { label: label!, auc: auc! };
  }
  // One test for each unit, whichever of its labels is the surest (Bonferroni): a unit is named once.
  const count = new Set(labels).size;
  const qs = falseDiscovery(surest.map((p) => Math.min(1, count * p)));
  return told.map((one, unit) => (qs[unit]! <= MOST_FALSE ? one : undefined));
}

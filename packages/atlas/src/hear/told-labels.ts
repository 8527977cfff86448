import { falseDiscovery, selectivity } from '@audiate/dataset';
import type { HeardLayer } from './hear-windows.js';
import { FEWEST_MOMENTS, MOST_FALSE, selectMoments, type ToldOptions } from './select-moments.js';
import { dealt } from './speech-deals.js';

/** The label that a unit tells best from all others. */
export interface ToldLabel {
  readonly label: string;
  /** The area under the curve: how often the unit is higher where the label is, 0.5 by chance. */
  readonly auc: number;
}

/**
 * Which label each unit of a layer tells: the one with the largest area under the curve among those that chance does not explain.
 * @param said at each moment.
 * @param deals of the moments, as `speechDeals` makes them; without any, no unit tells a label.
 * @returns by unit; undefined where there is none.
 */
export async function toldLabels(
  layer: HeardLayer,
  said: readonly (string | undefined)[],
  { deals, signal }: ToldOptions,
): Promise<(ToldLabel | undefined)[]> {
  const { channels } = layer;
  const told = new Array<ToldLabel | undefined>(channels).fill(undefined);
  const counts = new Map<string, number>();
  for (const label of said) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  const often = said.map((label) => (label !== undefined && counts.get(label)! >= FEWEST_MOMENTS ? label : undefined));
  const kept = [...often.keys()].filter((i) => often[i] !== undefined);
  const labels = kept.map((i) => often[i]!);
  if (deals.length === 0 || new Set(labels).size < 2) return told;
  const how = { deals: dealt(often, kept, deals), ...(signal && { signal }) };
  const { units } = await selectivity(selectMoments(layer, kept), labels, how);
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

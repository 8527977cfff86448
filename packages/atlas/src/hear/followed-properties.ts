import { falseDiscovery, selectivity } from '@audiate/dataset';
import { type Followed, PROPERTIES, type Property } from '../map/followed.js';
import type { HeardLayer } from './hear-windows.js';
import { FEWEST_MOMENTS, MOST_FALSE, selectMoments, type ToldOptions } from './select-moments.js';
import { dealt } from './speech-deals.js';

/**
 * How far each unit of a layer follows what is measured of speech: rank correlations over the moments at which it is known, where
 * chance does not explain them: p by values dealt anew, times the number of properties, false discoveries at most 5 % of the units that are
 * said to follow one.
 * @param deals of the moments, as `speechDeals` makes them; without any, no unit is said to follow a property.
 * @returns by unit.
 */
export async function followedProperties(
  layer: HeardLayer,
  properties: Readonly<Record<Property, readonly (number | undefined)[]>>,
  { deals, signal }: ToldOptions,
): Promise<Followed[]> {
  const told: Record<Property, number | undefined>[] = Array.from({ length: layer.channels }, () => ({
    pitch: undefined,
    loudness: undefined,
    voicing: undefined,
  }));
  if (deals.length === 0) return told;
  for (const property of PROPERTIES) {
    const values = properties[property];
    const kept = [...values.keys()].filter((i) => values[i] !== undefined);
    const known = kept.map((i) => values[i]!);
    if (known.length < FEWEST_MOMENTS || new Set(known).size < 2) continue;
    const how = { deals: dealt(values, kept, deals), ...(signal && { signal }) };
    const { units } = await selectivity(selectMoments(layer, kept), known, how);
    const qs = falseDiscovery(units.map(({ p }) => Math.min(1, PROPERTIES.length * p)));
    for (const [k, { unit, spearman }] of units.entries()) if (qs[k]! <= MOST_FALSE) told[unit]![property] = spearman;
  }
  return told;
}

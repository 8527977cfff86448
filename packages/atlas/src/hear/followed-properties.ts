import { falseDiscovery, selectivity } from '@audiate/dataset';
import { type Followed, PROPERTIES, type Property } from '../map/followed.js';
import type { HeardLayer } from './hear-windows.js';
import { DEALS, FEWEST_MOMENTS, MOST_FALSE, selectMoments } from './select-moments.js';

/**
 * How far each unit of a layer follows what is measured of speech: rank correlations over the moments at which it is known, where
 * chance does not explain them: p by values dealt anew, times the number of properties, false discoveries at most 5 % of the units that are
 * said to follow one.
 * @returns by unit.
 */
export async function followedProperties(
  layer: HeardLayer,
  properties: Readonly<Record<Property, readonly (number | undefined)[]>>,
  signal: AbortSignal | undefined,
): Promise<Followed[]> {
  const told: Record<Property, number | undefined>[] = Array.from({ length: layer.channels }, () => ({
    pitch: undefined,
    loudness: undefined,
    voicing: undefined,
  }));
  for (const property of PROPERTIES) {
    const values = properties[property];
    const kept = [...values.keys()].filter((i) => values[i] !== undefined);
    const known = kept.map((i) => values[i]!);
    if (known.length < FEWEST_MOMENTS || new Set(known).size < 2) continue;
    const deals = { permutations: DEALS, ...(signal && { signal }) };
    const { units } = await selectivity(selectMoments(layer, kept), known, deals);
    const qs = falseDiscovery(units.map(({ p }) => Math.min(1, PROPERTIES.length * p)));
    for (const [k, { unit, spearman }] of units.entries()) if (qs[k]! <= MOST_FALSE) told[unit]![property] = spearman;
  }
  return told;
}

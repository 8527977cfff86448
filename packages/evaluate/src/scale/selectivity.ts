import type { Unit } from '../listening/unit-of.js';
import type { UnitStatistics } from './layer-scale.js';

/** Whether a sound excites the unit, or the whole layer. */
export interface Selectivity {
  /** 1: no other unit of the layer is more excited, each on its own scale. */
  readonly rank: number;
  /** Units of the layer that have a scale. */
  readonly of: number;
  /** The unit's excitement: 0 at the median of speech, 1 at its natural maximum. */
  readonly own: number;
  /** That of the most excited other unit. */
  readonly next: number;
}

/**
 * Ranks the unit among those of its layer. Each activation is put on its unit's own scale, (a − median) / (maximum − median)
 * over speech, so that loud units do not win by being loud. Units that speech does not move have no scale. Undefined
 * where the statistics do not hold the layer, or the unit has no scale.
 * @param activation of all channels, at the unit's frame or in the mean over time.
 */
export function selectivity(
  activation: ArrayLike<number>,
  { layer, channel }: Unit,
  statistics: UnitStatistics,
): Selectivity | undefined {
  const scale = statistics.layers[layer];
  const row = statistics.percentiles.indexOf(50);
  if (!scale || row < 0) return undefined;
  const excitements = scale.max.map((max, c) => {
    const median = scale.percentiles[row]![c]!;
    return max > median ? (activation[c]! - median) / (max - median) : Number.NaN;
  });
  const own = excitements[channel] ?? Number.NaN;
  if (Number.isNaN(own)) return undefined;
  const others = excitements.filter((value, c) => c !== channel && !Number.isNaN(value));
  const next = others.reduce((most, value) => Math.max(most, value), -Infinity);
  return { rank: 1 + others.filter((value) => value > own).length, of: others.length + 1, own, next };
}

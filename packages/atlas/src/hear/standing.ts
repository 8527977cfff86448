import type { MapRow } from '../map/map-row.js';
import type { UnitRow } from '../rows/unit-row.js';
import type { HeardLayer } from './hear-windows.js';

/** Where a unit's score stands among the scores of speech. */
export function standing(
  { unit, score }: Pick<UnitRow, 'unit' | 'score'>,
  { windows, channels }: HeardLayer,
): Pick<MapRow, 'naturalMax' | 'percentile'> {
  const scores = Array.from({ length: windows.length / channels }, (_, window) => windows[window * channels + unit]!);
  const below = scores.filter((other) => other < score).length;
  // A render that diverged stands nowhere.
  const percentile = Number.isNaN(score) ? Number.NaN : (100 * below) / scores.length;
  return { naturalMax: Math.max(...scores), percentile };
}

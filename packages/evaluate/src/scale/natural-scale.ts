import type { Unit } from '../listening/unit-of.js';
import type { UnitStatistics } from './layer-scale.js';
import { percentileAmong, percentileBetween } from './percentile.js';

/** Where a score stands among what real speech scores. */
export interface NaturalScale {
  /** The percentage of speech that scores less, 0 … 100. */
  readonly percentile: number;
  /** The largest score of speech. */
  readonly maximum: number;
  /** The score over that maximum; NaN where the maximum is not above 0, as of log probabilities. */
  readonly ratio: number;
  /** What the percentages are of: frames, for a unit at one moment, or windows as long as the sound. */
  readonly among: 'frames' | 'windows';
}

/** By known percentiles of a unit at one moment, in one frame or in the mean of some, as they are. Undefined where they do not hold its layer. */
export function scaleOfUnit(score: number, unit: Unit, statistics: UnitStatistics): NaturalScale | undefined {
  const layer = statistics.layers[unit.layer];
  const maximum = layer?.max[unit.channel];
  if (unit.frame === undefined || unit.reduce || !layer || maximum === undefined) return undefined;
  const values = layer.percentiles.map((row) => row[unit.channel]!);
  const percentile = percentileBetween({ percents: statistics.percentiles, values, max: maximum }, score);
  return { percentile, maximum, ratio: ratioOf(score, maximum), among: 'frames' };
}

/** By the scores of all windows of speech. */
export function scaleOfScores(score: number, scores: readonly number[]): NaturalScale {
  const maximum = scores.reduce((most, value) => Math.max(most, value), -Infinity);
  return {
    percentile: percentileAmong(scores, score),
    maximum,
    ratio: ratioOf(score, maximum),
    among: 'windows',
  };
}

const ratioOf = (score: number, maximum: number): number => (maximum > 0 ? score / maximum : Number.NaN);

import { type ClassProbe, type PooledLayer, rankCorrelation } from '@audiate/dataset';
import { quartiles } from '../../bench/statistics.ts';

/** What a probe for two classes reads in each clip: the log odds for its class `towards`. */
export function logOdds({ classes, maps, towards }: ClassProbe, { data, clips, channels }: PooledLayer): number[] {
  const own = classes.indexOf(towards);
  const [to, from] = [maps[own]!, maps[1 - own]!];
  return Array.from({ length: clips }, (_, clip) =>
    data
      .subarray(clip * channels, (clip + 1) * channels)
      .reduce((sum, value, c) => sum + value * (to.weights[c]! - from.weights[c]!), to.intercept - from.intercept),
  );
}

/**
 * How far a reading follows a measure within single groups: the median over groups of their rank correlations. The corpus draws the
 * pitch of each clip anew, so that within one voice it is a cause, and nothing else of the voice changes with it.
 */
export function followsWithin(
  reading: readonly number[],
  measure: readonly number[],
  groups: readonly string[],
): number {
  const each = [...new Set(groups)].map((group) => {
    const own = groups.flatMap((name, i) => (name === group ? [i] : []));
    return rankCorrelation(
      own.map((i) => reading[i]!),
      own.map((i) => measure[i]!),
    );
  });
  return quartiles(each).median;
}

/** What chance does to all units of one label. */
export interface PooledNull {
  /** Takes in the effect of one unit in one deal, as a size. */
  add(size: number): void;
  /** (1 + effects of chance at least as large) / (1 + effects of chance), for one of the sizes asked about. */
  p(size: number): number;
}

/**
 * p values by effects of chance that are pooled over tests (Storey and Tibshirani 2003, PNAS 100). Memory grows by the sizes
 * that are asked about, not by the effects.
 * @param sizes of the effects whose p is asked for.
 */
export function pooledNull(sizes: readonly number[]): PooledNull {
  const sorted = Float64Array.from(sizes).sort();
  /** At `i`, effects of chance that reach `i` of the sizes and no more. */
  const reached = new Float64Array(sorted.length + 1);
  let all = 0;
  let above: Float64Array | undefined;
  return {
    add(size) {
      reached[countUpTo(sorted, size)]!++;
      all++;
      above = undefined;
    },
    p(size) {
      if (!above) {
        above = reached.slice();
        for (let i = above.length - 2; i >= 0; i--) above[i]! += above[i + 1]!;
      }
      return (1 + above[countUpTo(sorted, size)]!) / (1 + all);
    },
  };
}

/** How many of sorted values are at most this one. */
function countUpTo(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

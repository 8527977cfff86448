import { type Buckets, bucketRange } from './histogram.js';

/** The distribution of a unit's activation, from its sketch. */
export interface Quantiles {
  /** The value below which a share of the frames lies, 0 to 1, to 3.1 % of itself; NaN where nothing was heard. */
  quantile(share: number): number;
  /** The share of the frames below a value: 0 up to the least that was heard, 1 beyond the greatest. */
  share(value: number): number;
}

/** What a sketch knows; the ends are exact. */
export function quantilesOf({ bucket, count }: Buckets, { min, max }: Ends): Quantiles {
  const total = count.reduce((sum, found) => sum + found, 0);
  return {
    quantile(share) {
      if (total === 0) return Number.NaN;
      if (share <= 0) return min;
      if (share >= 1) return max;
      const rank = share * (total - 1);
      let before = 0;
      for (const [i, found] of count.entries()) {
        before += found;
        if (before > rank) return clamp(middleOf(bucket[i]!), min, max);
      }
      return max;
    },
    share(value) {
      if (total === 0) return Number.NaN;
      if (value <= min) return 0;
      if (value > max) return 1;
      let before = 0;
      for (const [i, found] of count.entries()) {
        const [from, to] = rangeOf(bucket[i]!);
        if (value >= to) before += found;
        else return clamp((before + found * Math.max(0, (value - from) / (to - from))) / total, 0, 1);
      }
      return clamp(before / total, 0, 1);
    },
  };
}

interface Ends {
  readonly min: number;
  readonly max: number;
}

/** A bucket on the axis of values; that of the zeros ends where the next ones begin. */
function rangeOf(bucket: number): readonly [number, number] {
  if (bucket === 0) return [-bucketRange(1)[0], bucketRange(1)[0]];
  const [from, to] = bucketRange(bucket);
  return bucket > 0 ? [from, to] : [-to, -from];
}

function middleOf(bucket: number): number {
  const [from, to] = rangeOf(bucket);
  return (from + to) / 2;
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

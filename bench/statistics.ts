/** Median and quartiles. */
export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Median and quartiles, by linear interpolation. @throws Error for no values. */
export function quartiles(values: readonly number[]): Quartiles {
  if (values.length === 0) throw new Error('no values have no median');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (fraction: number) => {
    const rank = fraction * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
    return below + (above - below) * (rank % 1);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** The cosine of the angle between two vectors; NaN where one is 0. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    ab += value * b[i]!;
    aa += value * value;
    bb += b[i]! * b[i]!;
  }
  return ab / Math.sqrt(aa * bb);
}

/** max|a − b| / max|b|; infinite where lengths differ or a number is none. */
export function relativeError(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let [difference, largest] = [0, 0];
  for (const [i, value] of a.entries()) {
    const own = Math.abs(value - b[i]!);
    if (Number.isNaN(own)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, own);
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return difference / largest;
}

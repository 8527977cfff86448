/** The percentage of values below one, of equal ones half: 100 above all of them, 0 below. NaN among none, and for NaN. */
export function percentileAmong(values: ArrayLike<number>, score: number): number {
  let [below, equal] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < score) below++;
    else if (values[i] === score) equal++;
  }
  return Number.isNaN(score) ? Number.NaN : (100 * (below + equal / 2)) / values.length;
}

/**
 * The percentile of a score between known ones, linear between two: of 0 at most that of the lowest known, 100 at the maximum
 * and above.
 * @param percents ascending. @param values at them, ascending.
 */
export function percentileBetween(
  {
    percents,
    values,
    max,
  }: { readonly percents: readonly number[]; readonly values: readonly number[]; readonly max: number },
  score: number,
): number {
  if (Number.isNaN(score)) return Number.NaN;
  const [xs, ys] = [
    [...values, max],
    [...percents, 100],
  ];
  if (score < xs[0]!) return 0;
  for (let i = 1; i < xs.length; i++) {
    const [low, high] = [xs[i - 1]!, xs[i]!];
    if (score < high) return ys[i - 1]! + ((ys[i]! - ys[i - 1]!) * (score - low)) / (high - low);
  }
  return 100;
}

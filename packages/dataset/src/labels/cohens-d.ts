/**
 * The difference of the means of those inside and outside, over their pooled standard deviation, by n − 1 (Cohen 1988). NaN where a
 * side has none, or both have no spread.
 */
export function cohensD(values: ArrayLike<number>, isIn: (index: number) => boolean): number {
  const sides: [Side, Side] = [
    { count: 0, sum: 0, squares: 0 },
    { count: 0, sum: 0, squares: 0 },
  ];
  for (let i = 0; i < values.length; i++) {
    const side = sides[isIn(i) ? 0 : 1];
    side.count++;
    side.sum += values[i]!;
  }
  const [inside, outside] = sides;
  const means = sides.map(({ sum, count }) => sum / count);
  for (let i = 0; i < values.length; i++) {
    const side = isIn(i) ? 0 : 1;
    sides[side].squares += (values[i]! - means[side]!) ** 2;
  }
  const variance = (inside.squares + outside.squares) / (values.length - 2);
  const d = (means[0]! - means[1]!) / Math.sqrt(variance);
  return Number.isFinite(d) ? d : Number.NaN;
}

interface Side {
  count: number;
  sum: number;
  squares: number;
}

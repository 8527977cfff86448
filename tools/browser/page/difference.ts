/** The largest difference, relative to the largest number of `b`; NaN for other lengths. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [apart, largest] = [a.length === b.length ? 0 : Number.NaN, 0];
  for (let i = 0; i < b.length; i++) {
    apart = Math.max(apart, Math.abs(a[i]! - b[i]!));
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return apart / largest;
}

/** The largest difference relative to the largest number of `expected`; infinite where a number is not finite, or all are 0. */
export function differenceOf(found: Float32Array, expected: Float32Array): number {
  let [largest, difference] = [0, 0];
  for (const [i, number] of expected.entries()) {
    const apart = Math.abs(number - found[i]!);
    if (!Number.isFinite(apart)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(number));
    difference = Math.max(difference, apart);
  }
  return largest > 0 && found.length === expected.length ? difference / largest : Number.POSITIVE_INFINITY;
}

/** Bit-equal: the same length, and every value the same number (−0 is not 0, NaN is NaN). */
export function sameArray(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.prototype.every.call(a, (value: number, i: number) => Object.is(value, b[i]));
}

/** The same length, and every difference within `tolerance · (1 + |a|)`. */
export function closeArrays(a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-5): boolean {
  return (
    a.length === b.length &&
    Array.prototype.every.call(
      a,
      (value: number, i: number) => Math.abs(value - b[i]!) <= tolerance * (1 + Math.abs(value)),
    )
  );
}

/**
 * Adjusts p values for how many there are: `q[i]` is the least false discovery rate at which test `i` is a find (Benjamini and
 * Hochberg 1995; scipy's `false_discovery_control`).
 * @param ps each from 0 to 1; none give none.
 */
export function falseDiscovery(ps: readonly number[]): number[] {
  const order = Array.from(ps.keys()).sort((a, b) => ps[b]! - ps[a]!);
  const out = new Array<number>(ps.length);
  let least = 1;
  for (const [k, i] of order.entries()) {
    least = Math.min(least, (ps[i]! * ps.length) / (ps.length - k));
    out[i] = least;
  }
  return out;
}

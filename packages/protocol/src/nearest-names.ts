/**
 * The known names that take the fewest edits to get to from `name`, capitals aside, in their order: `encoder.3` for `encodr.3`. None
 * where even those are half of the known name's letters or more.
 */
export function nearestNames(name: string, known: readonly string[]): string[] {
  const short = name.slice(0, MAX_COMPARED).toLowerCase();
  const edits = known.map((other) => editsBetween(short, other.slice(0, MAX_COMPARED).toLowerCase()));
  const least = edits.reduce((few, count) => Math.min(few, count), Number.POSITIVE_INFINITY);
  return known.filter((other, i) => edits[i] === least && least < other.length / 2);
}

/** Longer than any option's or layer's name. */
const MAX_COMPARED = 64;

/** Letters to insert, remove or replace (Levenshtein 1966), by the rows of Wagner and Fischer 1974. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The fewest insertions, deletions and replacements that make one list of tokens another (Levenshtein 1966). */
export function editDistance(said: readonly string[], wanted: readonly string[]): number {
  let row = Array.from({ length: wanted.length + 1 }, (_, i) => i);
  for (const token of said) {
    const next = [row[0]! + 1];
    for (let i = 1; i < row.length; i++) {
      const replaced = row[i - 1]! + (wanted[i - 1] === token ? 0 : 1);
      next.push(Math.min(replaced, row[i]! + 1, next[i - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}

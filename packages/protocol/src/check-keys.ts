import { show } from './check.js';
import { InputError, listChoices } from './errors.js';

/**
 * Returns `record` when it is an object that has no key beyond those known: a mistyped option would be left out silently.
 * @param thing what the record is, as a message names it: `options of render`.
 * @throws InputError naming the first unknown key and the nearest known one, or, where none is near, all that are known.
 */
export function checkKeys<T extends object>(thing: string, record: T, known: readonly string[]): T {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new InputError(`${thing} must be an object, got ${show(record)}`);
  }
  const unknown = Object.keys(record).find((key) => !known.includes(key));
  if (unknown === undefined) return record;
  const nearest = nearestOf(unknown, known);
  const choices = nearest ? `do you mean ${nearest}?` : `choose from ${listChoices(known)}`;
  throw new InputError(`${thing} must not have ${show(unknown)}; ${choices}`);
}

/** The known name that takes the fewest edits, where they are fewer than half of its letters. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const short = name.slice(0, MAX_COMPARED).toLowerCase();
  const edits = known.map((other) => editsBetween(short, other.toLowerCase()));
  const least = Math.min(...edits);
  const nearest = known[edits.indexOf(least)];
  return nearest !== undefined && least < nearest.length / 2 ? nearest : undefined;
}

/** Longer than any option's name. */
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

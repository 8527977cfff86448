import { show } from './check.js';
import { InputError, listChoices } from './errors.js';
import { nearestNames } from './nearest-names.js';

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
  const [nearest] = nearestNames(unknown, known);
  const choices = nearest ? `do you mean ${nearest}?` : `choose from ${listChoices(known)}`;
  throw new InputError(`${thing} must not have ${show(unknown)}; ${choices}`);
}

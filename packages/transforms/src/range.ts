import { checkNumber, fold, InputError, type Key, type NumberRule, show, uniform } from '@audiate/protocol';

/** What a random draw lies in: a lowest and a highest value, or one number whose meaning the option tells. */
export type Range = number | readonly [min: number, max: number];

/** A checked range. */
export type Bounds = readonly [min: number, max: number];

/** Reads a number `n` as −n … n. @throws InputError unless the numbers keep the rule and are in order. */
export function around(thing: string, range: Range, rule: NumberRule): Bounds {
  if (typeof range !== 'number') return between(thing, range, rule);
  checkNumber(thing, range, { min: 0 });
  return between(thing, [-range, range], rule);
}

/** Reads a number `n` as exactly n. @throws InputError unless the numbers keep the rule and are in order. */
export function exactly(thing: string, range: Range, rule: NumberRule): Bounds {
  return between(thing, typeof range === 'number' ? [range, range] : range, rule);
}

/** One uniform draw for each item of a batch: item `i` from `fold(key, i)`, reflected about the centre if mirrored. */
export function drawEach(key: Key, batch: number, [min, max]: Bounds): number[] {
  return Array.from({ length: batch }, (_, item) => uniform(fold(key, item), 1, min, max)[0]!);
}

function between(thing: string, pair: Bounds, rule: NumberRule): Bounds {
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new InputError(`${thing} must be a number or [min, max], got ${show(pair)}`);
  }
  const [min, max] = pair.map((value) => checkNumber(thing, value, rule)) as [number, number];
  if (min > max) throw new InputError(`${thing} must be [min, max], got [${min}, ${max}]; swap them`);
  return [min, max];
}

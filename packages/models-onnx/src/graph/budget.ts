import { InputError } from '@audiate/protocol';
import type { Numbers } from '../file/element-types.js';

/** How many numbers may still be worked out of a model's constants before it runs. */
export interface Budget {
  /** Counts numbers that lie in the file: then more may be made of them. */
  earn(count: number): void;
  /** Counts numbers that `thing` makes of others, unless they are the same ones. @throws InputError when they are too many. */
  spend(thing: string, made: Numbers, of: readonly (Numbers | undefined)[]): void;
}

/** Of few numbers a file must not make many: so many at most, and eight times as many as lie in the file. */
export function createBudget(): Budget {
  let [allowed, made] = [FREE_NUMBERS, 0];
  return {
    earn(count) {
      allowed += TIMES * count;
    },
    spend(thing, numbers, of) {
      if (of.includes(numbers)) return;
      made += numbers.length;
      if (made <= allowed) return;
      throw new InputError(
        `${thing} makes the numbers worked out of the file's constants ${made}; at most ${allowed} are allowed for those that it holds`,
      );
    },
  };
}

/** As many as a mask of 4096 frames by as many. */
const FREE_NUMBERS = 2 ** 24;
/** Weights in bytes become floats, turned, scaled and joined. */
const TIMES = 8;

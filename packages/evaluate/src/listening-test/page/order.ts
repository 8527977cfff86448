import { fold, type Key, key } from '@audiate/protocol';

/** One trial as it is shown. */
export interface Shown {
  /** Its number among those of the page. */
  readonly trial: number;
  /** Which choice stands on the left. */
  readonly left: 0 | 1;
}

/** The order of the trials and the sides of their choices that a seed stands for. */
export function orderOf(seed: number, trials: number): Shown[] {
  const [order, sides] = [fold(key(seed), 0), fold(key(seed), 1)];
  return Array.from({ length: trials }, (_, trial) => ({ trial, drawn: fold(order, trial) }))
    .sort((a, b) => compare(a.drawn, b.drawn))
    .map(({ trial }) => ({ trial, left: (fold(sides, trial).lo & 1) as 0 | 1 }));
}

function compare(a: Key, b: Key): number {
  return a.hi - b.hi || a.lo - b.lo;
}

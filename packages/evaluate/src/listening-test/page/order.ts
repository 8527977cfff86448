import { draw } from './draw.js';

/** One trial as it is shown. */
export interface Shown {
  /** Its number among those of the page. */
  readonly trial: number;
  /** Which choice stands on the left. */
  readonly left: 0 | 1;
}

/** The order of the trials and the sides of their choices that a seed stands for, a whole number from 0 to 2³² − 1. */
export function orderOf(seed: number, trials: number): Shown[] {
  return Array.from({ length: trials }, (_, trial) => ({
    trial,
    place: draw(seed, 2 * trial),
    left: (draw(seed, 2 * trial + 1) & 1) as 0 | 1,
  }))
    .sort((a, b) => a.place - b.place)
    .map(({ trial, left }) => ({ trial, left }));
}

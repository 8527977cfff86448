import { checkSchedule, InputError, type Objective, type Schedule, scaleSchedule } from '@audiate/protocol';
import { checkObjective } from './sum.js';

/**
 * The objective with the weight of each term multiplied (Lucid: `*`). A schedule lets the weight change along the
 * render; at weight 0 a term is recorded, not climbed.
 * @throws InputError for a weight that is not finite, and for a schedule on a term whose weight is a schedule already.
 */
export function scale<L extends string>(objective: Objective<L>, weight: Schedule): Objective<L> {
  checkObjective('scale', objective);
  checkSchedule('weight', weight);
  return {
    terms: objective.terms.map((weighted) => ({
      weight: product(weighted.weight, weight, weighted.term.description),
      term: weighted.term,
    })),
  };
}

/** The opposite: what was climbed is descended. `scale(objective, -1)`. */
export function negate<L extends string>(objective: Objective<L>): Objective<L> {
  checkObjective('negate', objective);
  return scale(objective, -1);
}

function product(a: Schedule, b: Schedule, description: string): Schedule {
  if (typeof b === 'number') return scaleSchedule(a, b);
  if (typeof a === 'number') return scaleSchedule(b, a);
  throw new InputError(
    `the weight of ${description} is a schedule already and can't be multiplied by another; scale it by a number`,
  );
}

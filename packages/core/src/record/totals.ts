import { scheduleAt, type WeightedTerm } from '@audiate/protocol';

/** The weight of each term at a step. */
export function weightsAt(objective: readonly WeightedTerm[], step: number, steps: number): number[] {
  return objective.map(({ weight }) => scheduleAt(weight, step, steps));
}

/**
 * The weighted sum for each item of scores `[terms, batch]`. Terms that score NaN do not concern the item and are left
 * out; an item that no term concerns has NaN.
 */
export function totals(scores: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const items = scores[0]!.map((_, item) => scores.map((term) => term[item]!));
  return items.map((item) => {
    if (item.every(Number.isNaN)) return Number.NaN;
    return item.reduce((sum, score, i) => (Number.isNaN(score) ? sum : sum + weights[i]! * score), 0);
  });
}

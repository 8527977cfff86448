import { InputError, type Objective, show } from '@audiate/protocol';

/**
 * The sum of objectives: their terms, one after another, with their weights (Lucid: `+`). Every term stays visible in
 * histories under its own name.
 * @throws InputError without objectives, or for something that is none.
 */
export function sum<L extends string>(...objectives: readonly Objective<L>[]): Objective<L> {
  if (objectives.length === 0) throw new InputError('sum needs at least one objective, got none');
  for (const objective of objectives) checkObjective('sum', objective);
  return { terms: objectives.flatMap(({ terms }) => terms) };
}

/** @throws InputError naming the combinator when it was not given an objective. */
export function checkObjective(combinator: string, objective: Objective): void {
  if (Array.isArray(objective?.terms)) return;
  throw new InputError(
    `${combinator} takes objectives such as neuron(layer, channel), got ${show(objective)}` +
      (typeof objective === 'string' ? '; read a string by parse' : ''),
  );
}

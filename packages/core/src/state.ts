import { InputError, type OptimizerState, type Values } from '@audiate/protocol';
import type { Rise } from './loop/plateau.js';
import type { Recipe } from './recipe/recipe.js';
import type { Attempt, Best, HistoryEntry, Snapshot } from './record.js';

/** Where a render stands after a number of updates: plain data, enough to go on bit-equal. */
export interface RenderState {
  /** The recipe that it follows; a resumed render must follow the same. */
  readonly recipe: Recipe;
  /** Updates made since the start of the present restart. */
  readonly step: number;
  readonly values: Values;
  readonly optimizer: OptimizerState;
  /** Empty until the raw sound was first scored. */
  readonly best: readonly Best[];
  readonly history: readonly HistoryEntry[];
  readonly snapshots: readonly Snapshot[];
  /** For renders that end on a plateau: how each item rose. */
  readonly rises: readonly Rise[];
  /** The restarts before the present one. */
  readonly finished: readonly Attempt[];
}

/**
 * Checks that a state holds the arrays that a render needs.
 * @param start the values that the render would start from.
 * @throws InputError naming the array that is missing or of another shape.
 */
export function checkState(state: RenderState, start: Values): void {
  const lists = [state?.history, state?.best, state?.snapshots, state?.rises, state?.finished];
  if (!state?.values || !state.optimizer || !lists.every(Array.isArray)) {
    throw new InputError('resume must be the state of a result; pass result.state');
  }
  for (const [name, { shape }] of Object.entries(start)) {
    const saved = state.values[name];
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (saved?.data?.length !== size || saved.shape.join() !== shape.join()) {
      throw new InputError(`the state to resume has no array "${name}" of shape [${shape}]; pass the same options`);
    }
  }
}

import type { OptimizerState, Values } from '@audiate/protocol';
import type { Recipe } from '../recipe/recipe.js';
import type { Best, HistoryEntry, Restart, Rise, Snapshot } from './record.js';

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
  /** The restart under way, from 0. States of earlier versions don't tell it. */
  readonly restart?: number;
  /** The restarts before the present one. */
  readonly restarts: readonly Restart[];
}

import { coreCount } from '../engines/core-count.js';
import type { Recipe } from '../recipe/recipe.js';
import type { Batch } from './batches.js';
import type { SweepFolder } from './sweep-folder.js';

/** How a batch that an earlier run left under way was rendered; undefined where there is none. */
export async function recipeUnderWay(
  waiting: readonly Batch[],
  folder: SweepFolder | undefined,
): Promise<Recipe | undefined> {
  if (!folder) return undefined;
  // those under way are the first ones
  for (const batch of waiting.slice(0, 2 * coreCount())) {
    const state = await folder.readState(batch);
    if (state) return state.recipe;
  }
  return undefined;
}

import { InputError, show } from '@audiate/protocol';
import type { Recipe } from './recipe.js';

/**
 * Returns what was passed when it has the shape of a recipe. Parts and numbers are checked where they are used.
 * @throws InputError naming the part that is missing.
 */
export function checkRecipe(recipe: Recipe): Recipe {
  if (recipe?.format !== 1) {
    throw new InputError(
      `a recipe of format 1 is needed, got ${show(recipe?.format)}; pass what save() wrote as recipe.json`,
    );
  }
  for (const name of ['model', 'param', 'transforms', 'optimizer', 'environment'] as const) {
    if (typeof recipe[name] !== 'object' || recipe[name] === null) {
      throw new InputError(`the recipe has no ${name}, got ${show(recipe[name])}; pass it whole`);
    }
  }
  const { objective } = recipe;
  if (!Array.isArray(objective) || !objective.every((entry) => entry !== null && typeof entry === 'object')) {
    throw new InputError(`the recipe's objective must be a list of terms, got ${show(objective)}`);
  }
  return recipe;
}

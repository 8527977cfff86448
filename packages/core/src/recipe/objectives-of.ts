import { memberOf } from '@audiate/objectives';
import { checkSchedule, type Objective } from '@audiate/protocol';
import { checkRecipe } from './check.js';
import type { Recipe } from './recipe.js';
import { type Ingredients, recipeReviver } from './revive.js';

/**
 * What each item of a recipe's batch climbs, by itself: `objectives.each` is taken apart, so that the objective of item `i`
 * scores any number of sounds. Terms that compare the items of the batch stay in every one of them.
 * `L` names the layers of the model where the compiler is to know them.
 * @param recipe as `result.recipe` or read from a saved `recipe.json`.
 * @throws InputError when a custom part or an array is missing, or when it is no recipe.
 */
export function objectivesOf<L extends string = string>(recipe: Recipe, ingredients: Ingredients = {}): Objective<L>[] {
  const { objective, batch } = checkRecipe(recipe);
  const revive = recipeReviver(ingredients);
  const members = objective.map(({ weight, term }) => {
    const member = memberOf(term);
    return {
      item: member?.item,
      weighted: { weight: checkSchedule('weight', weight), term: revive.term(member?.term ?? term) },
    };
  });
  return Array.from(
    { length: batch },
    (_, item): Objective => ({
      terms: members
        .filter((member) => member.item === undefined || member.item === item)
        .map(({ weighted }) => weighted),
    }),
  ) as Objective<L>[];
}

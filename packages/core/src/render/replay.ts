import { checkSchedule, InputError, type ModelAdapter, type Objective, show } from '@audiate/protocol';
import { engineOf } from '../engines/engine-options.js';
import { checkModel } from '../hearing/check-model.js';
import { checkRecipe } from '../recipe/check.js';
import type { Recipe } from '../recipe/recipe.js';
import { revived } from '../recipe/recorded-settings.js';
import { type Ingredients, recipeReviver } from '../recipe/revive.js';
import type { RenderResult } from '../record/result.js';
import { checkOptions, type RenderOptions } from './options.js';
import { render } from './render.js';

/** Options of {@link replay}: the model, what a recipe cannot hold, and how to watch. */
export interface ReplayOptions extends Ingredients, Pick<RenderOptions, 'engine' | 'device' | 'signal' | 'onStep'> {
  /** The model that the recipe was made with. */
  readonly model: ModelAdapter;
}

/**
 * Renders a recipe again. With the engine, versions, thread count and CPU class that it names, the audio is the same
 * bit for bit. Unless told otherwise it runs on the recipe's engine.
 * @param recipe as `result.recipe` or read from a saved `recipe.json`.
 * @throws InputError when the model is another one, when a custom part or an array is missing, or when it is no recipe.
 */
export async function replay(recipe: Recipe, options: ReplayOptions): Promise<RenderResult> {
  const { objective, environment, model: made } = checkRecipe(recipe);
  checkOptions('options of replay', options, ['model', 'parts', 'arrays', 'engine', 'device', 'signal', 'onStep']);
  const { model, parts, arrays, engine, device, ...watch } = options;
  const asked = engineOf({ engine, device });
  checkModel(model, 'replay');
  if (model.fingerprint !== made.fingerprint) {
    throw new InputError(
      `the recipe was made with ${show(made.name)} (fingerprint ${show(made.fingerprint)}), not with ${show(model.name)} (${show(model.fingerprint)})`,
    );
  }
  const revive = recipeReviver({ ...(parts ? { parts } : {}), ...(arrays ? { arrays } : {}) });
  const terms = objective.map(({ weight, term }) => ({
    weight: checkSchedule('weight', weight),
    term: revive.term(term),
  }));
  return render(model, { terms } satisfies Objective, {
    engine: asked ?? environment.engineSettings ?? environment.engine,
    ...watch,
    ...revived(recipe, revive),
  });
}

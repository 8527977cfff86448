import { checkSchedule, InputError, type ModelAdapter, type Objective, show } from '@audiate/protocol';
import { checkModel } from '../check-model.js';
import { checkOptions, type RenderOptions } from '../options.js';
import { render } from '../render.js';
import type { RenderResult } from '../result.js';
import { checkRecipe } from './check.js';
import type { Recipe } from './recipe.js';
import { type Ingredients, recipeReviver } from './revive.js';

/** Options of {@link replay}: the model, what a recipe cannot hold, and how to watch. */
export interface ReplayOptions extends Ingredients, Pick<RenderOptions, 'engine' | 'signal' | 'onStep'> {
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
  const { objective, param, transforms, optimizer, environment, model: made, ...settings } = checkRecipe(recipe);
  checkOptions('options of replay', options, ['model', 'parts', 'arrays', 'engine', 'signal', 'onStep']);
  const { model, parts, arrays, ...watch } = options;
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
  const { learningRate, samples, batch, draws, steps, seed, every, snapshots, plateau, restarts, chunk } = settings;
  return render(model, { terms } satisfies Objective, {
    engine: environment.engineSettings ?? environment.engine,
    ...watch,
    param: revive.param(param),
    transforms: revive.transforms(transforms),
    optimizer: revive.optimizer(optimizer),
    ...{ learningRate, samples, batch, draws, steps, seed, every, snapshots },
    ...(plateau === undefined ? {} : { plateau }),
    ...(restarts === undefined ? {} : { restarts }),
    ...(chunk === undefined ? {} : { chunk }),
  });
}

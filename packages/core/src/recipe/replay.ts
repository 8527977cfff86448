import {
  InputError,
  type ModelAdapter,
  type Objective,
  type Optimizer,
  type Param,
  show,
  type Term,
  type Transform,
} from '@audiate/protocol';
import type { RenderOptions } from '../options.js';
import { render } from '../render.js';
import type { RenderResult } from '../result.js';
import type { Recipe } from './recipe.js';
import { type Ingredients, reviver } from './revive.js';

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
  if (recipe?.format !== 1 || !Array.isArray(recipe.objective)) {
    throw new InputError(
      `a recipe of format 1 is needed, got ${show(recipe?.format)}; pass what save() wrote as recipe.json`,
    );
  }
  const { model, parts, arrays, ...watch } = options;
  if (model.fingerprint !== recipe.model.fingerprint) {
    throw new InputError(
      `the recipe was made with ${recipe.model.name} (fingerprint ${recipe.model.fingerprint}), not with ${model.name} (${model.fingerprint})`,
    );
  }
  const revive = reviver({ ...(parts ? { parts } : {}), ...(arrays ? { arrays } : {}) });
  const objective: Objective = {
    terms: recipe.objective.map(({ weight, term }) => ({ weight, term: revive.part<Term>(term) })),
  };
  return render(model, objective, {
    engine: recipe.environment.engine,
    ...watch,
    param: revive.part<Param>(recipe.param),
    transforms: revive.part<Transform>(recipe.transforms),
    optimizer: revive.part<Optimizer>(recipe.optimizer),
    learningRate: recipe.learningRate,
    samples: recipe.samples,
    batch: recipe.batch,
    draws: recipe.draws,
    steps: recipe.steps,
    seed: recipe.seed,
    every: recipe.every,
    snapshots: recipe.snapshots,
  });
}

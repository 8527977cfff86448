import { InputError, show } from '@audiate/protocol';
import { checkEngine } from '../engines/candidates.js';
import {
  type Check,
  type Checks,
  checkFields,
  count,
  list,
  number,
  optional,
  present,
  record,
  schedule,
  spec,
  text,
} from '../settings/check-saved.js';
import type { Environment, Recipe } from './recipe.js';
import { RECORDED } from './recorded-settings.js';

/**
 * Returns what was passed when it is a recipe: every field is there, but those that may be absent, and of its type. None
 * takes a default, which would make another sound, and none is left out: what this version does not know may matter.
 * Parts, the ranges of numbers, and whether its engine starts here, are checked where they are used.
 * @throws InputError naming the field that is missing, unknown or of another type.
 */
export function checkRecipe(recipe: Recipe): Recipe {
  if (recipe?.format !== 1) {
    throw new InputError(
      `a recipe of format 1 is needed, got ${show(recipe?.format)}; pass what save() wrote as recipe.json`,
    );
  }
  checkFields('the recipe', recipe, RECIPE);
  return recipe;
}

const engine: Check = (name, value) => {
  if (value === 'auto') throw new InputError(`${name} must be the engine that ran, got "auto"`);
  checkEngine(present(name, value) as never);
};

const ENVIRONMENT: Checks<Environment> = {
  engine,
  engineDetail: text,
  threads: count,
  engineSettings: optional(engine),
  audiate: text,
  tfjs: text,
  runtime: text,
  cpu: text,
};

const RECIPE: Checks<Recipe> = {
  format: count,
  model: record<Recipe['model']>({ name: text, fingerprint: text, sampleRate: number({ above: 0 }) }),
  objective: list(record<Recipe['objective'][number]>({ weight: schedule, description: text, term: spec })),
  ...RECORDED,
  environment: record(ENVIRONMENT),
};

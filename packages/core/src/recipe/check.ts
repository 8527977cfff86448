import { checkKeys, checkNumber, checkSchedule, InputError, type NumberRule, show } from '@audiate/protocol';
import { candidatesFor } from '../engines/candidates.js';
import type { Environment, Recipe } from './recipe.js';

/** Checks a field of a recipe under its name; a field that is absent is `undefined`. */
type Checks<T> = { readonly [Name in keyof Required<T>]: (name: string, value: unknown) => unknown };

/**
 * Returns what was passed when it is a recipe: every field is there, but those that may be absent, and of its type. None
 * takes a default, which would make another sound, and none is left out: what this version does not know may matter.
 * Parts, and the ranges of numbers, are checked where they are used.
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

function checkFields<T extends object>(thing: string, record: T, checks: Checks<T>): void {
  checkKeys(thing, record, Object.keys(checks));
  for (const [name, check] of Object.entries<(name: string, value: unknown) => unknown>(checks)) {
    check(`${thing}'s ${name}`, (record as Readonly<Record<string, unknown>>)[name]);
  }
}

function present<T>(name: string, value: T): NonNullable<T> {
  if (value !== undefined && value !== null) return value;
  throw new InputError(`${name} is missing; pass the recipe whole, as save() wrote it`);
}

const number = (rule: NumberRule) => (name: string, value: unknown) => checkNumber(name, present(name, value), rule);
const count = number({ min: 0, integer: true });
const optional = (check: (name: string, value: unknown) => unknown) => (name: string, value: unknown) =>
  value === undefined ? undefined : check(name, value);
const schedule = (name: string, value: unknown) => checkSchedule(name, present(name, value) as never);
const text = (name: string, value: unknown) => {
  if (typeof present(name, value) !== 'string') throw new InputError(`${name} must be a text, got ${show(value)}`);
};
const record =
  <T extends object>(checks: Checks<T>) =>
  (name: string, value: unknown) =>
    checkFields(name, present(name, value) as T, checks);
const list = (each: (name: string, value: unknown) => unknown) => (name: string, value: unknown) => {
  if (!Array.isArray(present(name, value))) throw new InputError(`${name} must be a list, got ${show(value)}`);
  for (const [i, member] of (value as unknown[]).entries()) each(`${name} ${i}`, member);
};
/** A part's own options are checked by the factory that takes them. */
const spec = (name: string, value: unknown) => {
  if (typeof (present(name, value) as { readonly kind?: unknown }).kind === 'string') return;
  throw new InputError(`${name} must be a part such as { "kind": "spectrum" }, got ${show(value)}`);
};
const engine = (name: string, value: unknown) => {
  if (value === 'auto') throw new InputError(`${name} must be the engine that ran, got "auto"`);
  candidatesFor(present(name, value) as never);
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
  param: spec,
  transforms: spec,
  draws: count,
  optimizer: spec,
  learningRate: schedule,
  samples: count,
  batch: count,
  steps: count,
  seed: count,
  every: count,
  snapshots: list(count),
  plateau: optional(record<Required<NonNullable<Recipe['plateau']>>>({ steps: count, tolerance: number({ min: 0 }) })),
  restarts: optional(count),
  chunk: optional(count),
  environment: record(ENVIRONMENT),
};

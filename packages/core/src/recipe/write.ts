import { InputError, show } from '@audiate/protocol';
import type { Engine } from '../engines/engine.js';
import type { Plan } from '../settings/plan.js';
import { describeEnvironment } from './environment.js';
import type { Instructions, Recipe } from './recipe.js';
import { recorded } from './recorded-settings.js';

/** The recipe of a plan on an engine: a copy, so that nobody changes the parts of the plan through it, and frozen. */
export function writeRecipe(plan: Plan, engine: Engine): Recipe {
  return freezeDeep(structuredClone({ ...instructionsOf(plan), environment: describeEnvironment(engine) }));
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) freezeDeep(member);
  return Object.freeze(value);
}

/** The recipe of a plan, wherever it is rendered. */
export function instructionsOf(plan: Plan): Instructions {
  const { name, fingerprint, sampleRate } = plan.model;
  return {
    format: 1,
    model: { name, fingerprint, sampleRate },
    objective: plan.objective.terms.map(({ weight, term }) => ({
      weight,
      description: term.description,
      term: term.spec,
    })),
    ...recorded(plan),
  };
}

/**
 * Checks that a state belongs to a render with these settings. The environment may differ: the render goes on, but not
 * bit-equal.
 * @throws InputError naming the first setting that differs.
 */
export function checkSameRecipe(saved: Recipe, present: Recipe): void {
  const names = new Set([...Object.keys(present), ...Object.keys(saved ?? {})]) as Set<keyof Recipe>;
  for (const name of names) {
    if (name === 'environment') continue;
    const [before, now] = [textOf(saved?.[name]), textOf(present[name])];
    if (before !== now) {
      throw new InputError(
        `the state to resume was rendered with another ${name} (${show(before)}, now ${show(now)}); pass the same options`,
      );
    }
  }
}

/** What is no JSON, such as a bigint, is not equal to what is. */
function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return show(value);
  }
}

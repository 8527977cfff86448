import { kinds as objective } from '@audiate/objectives';
import { kinds as param } from '@audiate/param';
import {
  arrayRef,
  InputError,
  type Kind,
  listChoices,
  MAX_DEPTH,
  type Optimizer,
  type Param,
  type Part,
  type Revive,
  revivePart,
  type Spec,
  show,
  type Term,
  type Transform,
} from '@audiate/protocol';
import { kinds as transforms } from '@audiate/transforms';
import { kinds as optimizer } from '../optimizers/index.js';

/** What a recipe cannot hold: a user's own parts by name, and arrays by their content. */
export interface Ingredients {
  /** Custom parts of the recipe by the name that they were given. */
  readonly parts?: Readonly<Record<string, Part<unknown>>>;
  /** Arrays that parts were made with (audio, priors, directions), in any order. */
  readonly arrays?: readonly Float32Array[];
}

/** Rebuilds the parts of a recipe from their specs, each role from its own kinds. */
export interface RecipeReviver {
  param(spec: Spec): Param;
  transforms(spec: Spec): Transform;
  term(spec: Spec): Term;
  optimizer(spec: Spec): Optimizer;
}

/** @throws InputError, when a spec is rebuilt, for what it names and nobody has, and for damaged specs. */
export function recipeReviver(ingredients: Ingredients): RecipeReviver {
  const from =
    <P>(role: string, kinds: readonly Kind<P>[], within: readonly Kind<unknown>[] = []) =>
    (spec: Spec) =>
      reviver({ role, kinds, within }, ingredients).part(spec) as P;
  return {
    param: from('param', param),
    transforms: from('transforms', transforms, objective),
    term: from('objective', objective),
    optimizer: from('optimizer', optimizer),
  };
}

interface Role {
  readonly role: string;
  readonly kinds: readonly Kind<unknown>[];
  /** Kinds of another role that its parts may hold: a transform holds a penalty. */
  readonly within: readonly Kind<unknown>[];
}

function reviver({ role, kinds, within }: Role, { parts = {}, arrays = [] }: Ingredients): Revive {
  let depth = 0;
  const named = ({ name }: Spec) => {
    if (typeof name === 'string' && Object.hasOwn(parts, name)) return parts[name];
    throw new InputError(`the recipe needs the custom part ${show(name)}; pass it in \`parts\` of replay`);
  };
  const rebuild = (spec: Spec) => {
    if (spec?.kind === 'custom') return named(spec);
    const allowed = depth > 1 ? [...kinds, ...within] : kinds;
    const known = allowed.find(({ kind }) => kind === spec?.kind);
    if (known) return revivePart(known, spec, revive);
    const choices = listChoices([...allowed.map(({ kind }) => kind), 'custom']);
    throw new InputError(`unknown kind ${show(spec?.kind)} for ${role} in the recipe; choose from ${choices}`);
  };
  const revive: Revive = {
    part(spec) {
      if (++depth > MAX_DEPTH) throw new InputError(`${role} in the recipe is nested deeper than ${MAX_DEPTH} parts`);
      try {
        const part = rebuild(spec) as Part<unknown>;
        if (spec.kind !== 'custom') checkSame(role, spec, part.spec);
        return part;
      } catch (error) {
        if (error instanceof InputError) throw error;
        throw new InputError(`${role} in the recipe is damaged at kind ${show(spec?.kind)}`, { cause: error });
      } finally {
        depth--;
      }
    },
    array({ length, hash }) {
      const found = arrays.find((array) => array.length === length && arrayRef(array).hash === hash);
      if (found) return found;
      throw new InputError(
        `the recipe needs an array of ${length} numbers with hash ${hash}; pass it in \`arrays\` of replay`,
      );
    },
  };
  return revive;
}

/**
 * Checks that a part says of itself what the recipe says of it: no option that took its default because the recipe lacks
 * it, and none that the part does not know. The parts within it have been checked before it.
 * @throws InputError naming the option.
 */
function checkSame(role: string, told: Spec, built: Spec): void {
  for (const name of new Set([...Object.keys(built), ...Object.keys(told)])) {
    const [before, now] = [told[name] as unknown, built[name] as unknown];
    if (sameJson(before, now)) continue;
    const where = `${role} in the recipe: the ${show(name)} of kind ${show(told.kind)}`;
    if (before === undefined) throw new InputError(`${where} is missing; pass the recipe whole, as save() wrote it`);
    throw new InputError(`${where} must be ${now === undefined ? 'absent' : JSON.stringify(now)}, got ${show(before)}`);
  }
}

/** Whatever the order of the names: programs that rewrite JSON sort them. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b) || a === b;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson((a as Named)[name], (b as Named)[name]))
  );
}

type Named = Readonly<Record<string, unknown>>;

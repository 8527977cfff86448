import { revivers as objectives } from '@audiate/objectives';
import { revivers as params } from '@audiate/param';
import {
  type ArrayRef,
  arrayRef,
  InputError,
  listChoices,
  type Part,
  type Revive,
  type Spec,
  show,
} from '@audiate/protocol';
import { revivers as transforms } from '@audiate/transforms';
import { revivers as optimizers } from '../optimizers/index.js';

/** What a recipe cannot hold: a user's own parts by name, and arrays by their content. */
export interface Ingredients {
  /** Custom parts of the recipe by the name that they were given. */
  readonly parts?: Readonly<Record<string, Part<unknown>>>;
  /** Arrays that parts were made with (audio, priors, directions), in any order. */
  readonly arrays?: readonly Float32Array[];
}

/** Turns the specs of a recipe back into parts. */
export function reviver({ parts = {}, arrays = [] }: Ingredients): Revive {
  const factories: Record<string, (spec: Spec, revive: Revive) => unknown> = {
    ...params,
    ...transforms,
    ...objectives,
    ...optimizers,
  };
  const byHash = new Map(arrays.map((array) => [arrayRef(array).hash, array]));
  const revive: Revive = {
    part<P>(spec: Spec): P {
      if (spec.kind === 'custom') return custom(spec) as P;
      const factory = Object.hasOwn(factories, spec.kind) ? factories[spec.kind] : undefined;
      if (factory) return factory(spec, revive) as P;
      throw new InputError(
        `unknown kind of part ${show(spec.kind)} in the recipe; audiate has ${listChoices(Object.keys(factories))}`,
      );
    },
    array(ref: ArrayRef): Float32Array {
      const found = byHash.get(ref.hash);
      if (found) return found;
      throw new InputError(
        `the recipe needs an array of ${ref.length} numbers with hash ${ref.hash}; pass it in \`arrays\` of replay`,
      );
    },
  };
  const custom = ({ name }: Spec) => {
    if (typeof name === 'string' && Object.hasOwn(parts, name)) return parts[name];
    throw new InputError(`the recipe needs the custom part ${show(name)}; pass it in \`parts\` of replay`);
  };
  return revive;
}

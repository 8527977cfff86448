import { InputError } from '../errors.js';
import { type Kind, type Revive, revivePart } from '../kind.js';
import { arrayRef, type Spec } from '../spec.js';

/** What a spec can name beside kinds. */
export interface Named<P> {
  /** Custom parts, found by the `name` in their specs. */
  readonly custom?: readonly P[];
  /** Arrays that parts were made with. */
  readonly arrays?: readonly Float32Array[];
}

/**
 * Rebuilds parts from their specs by a list of kinds: the `revive` that the laws ask for.
 * @throws InputError, when a part is rebuilt, for a kind, a custom part or an array that is not among those given.
 */
export function reviverOf<P extends { readonly spec: Spec }>(
  kinds: readonly Kind<P>[],
  { custom = [], arrays = [] }: Named<P> = {},
): (spec: Spec) => P {
  const revive: Revive = {
    part: (spec) => reviveOne(spec),
    array: ({ hash }) => found(`an array of hash ${hash}`)(arrays.find((array) => arrayRef(array).hash === hash)),
  };
  const reviveOne = (spec: Spec): P => {
    const named = custom.find((part) => spec.kind === 'custom' && part.spec.name === spec.name);
    if (named) return named;
    return revivePart(found(`kind ${spec.kind}`)(kinds.find(({ kind }) => kind === spec.kind)), spec, revive);
  };
  return reviveOne;
}

const found =
  (thing: string) =>
  <T>(value: T | undefined): T => {
    if (value !== undefined) return value;
    throw new InputError(`a spec names ${thing}, which is not among those given to reviverOf; pass it there`);
  };

import { InputError } from './errors.js';
import { clipRef, isSound } from './sound.js';
import { type ArrayRef, arrayRef, checkSpec, type Json, MAX_LEVELS, type Spec } from './spec.js';

/**
 * A kind of part, declared beside the factory of its parts: `export const noiseKind: Kind<Transform> = { kind: 'noise',
 * make: noise }`. A package lists its kinds, and recipes are read by that list.
 */
export interface Kind<P> {
  /** What its specs are called. */
  readonly kind: string;
  /**
   * Makes a part of the options that {@link specOf} wrote down: one object.
   * @throws InputError for options that are none of its own.
   */
  readonly make: (options: never) => P;
}

/** Finds what a spec names: parts by their specs, arrays by their references. */
export interface Revive {
  /** The part that a spec describes. */
  part(spec: Spec): unknown;
  /** The array that a reference names. */
  array(ref: ArrayRef): Float32Array;
}

/**
 * The spec of a part of a kind: its options as they were checked, defaults filled in. Wherever they stand, an array and a
 * sound become their references, a part its spec, and what is undefined is left out; the rest is copied.
 * @throws InputError when it holds too many parts, or parts within parts too deep: see {@link checkSpec}.
 */
export function specOf({ kind }: Pick<Kind<unknown>, 'kind'>, options: object = {}): Spec {
  return checkSpec({ ...recordOf(options, (value) => written(value, 1)), kind } as Spec);
}

/**
 * The part that a spec of this kind describes: what {@link specOf} did is undone by the same rule, then the kind makes it.
 * @throws InputError for options that are nested too deep, and whatever `revive` and the kind refuse.
 */
export function revivePart<P>({ make }: Kind<P>, { kind: _, ...options }: Spec, revive: Revive): P {
  return make(recordOf(options, (value) => revived(value, revive, 1)) as never);
}

function written(value: unknown, level: number): unknown {
  if (typeof value !== 'object' || value === null || isSpec(value)) return value;
  if (value instanceof Float32Array) return arrayRef(value);
  if (isSound(value)) return clipRef(value);
  if ('spec' in value && isSpec(value.spec)) return value.spec;
  return mapMembers(value, level, (member) => written(member, level + 1));
}

function revived(value: unknown, revive: Revive, level: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isSpec(value)) return revive.part(value);
  if (isArrayRef(value)) {
    const samples = revive.array(value);
    return value.sampleRate === undefined ? samples : { samples, sampleRate: value.sampleRate };
  }
  return mapMembers(value, level, (member) => revived(member, revive, level + 1));
}

function mapMembers(value: object, level: number, change: (member: unknown) => unknown): unknown {
  if (level > MAX_LEVELS) throw new InputError(`the options of a part are nested deeper than ${MAX_LEVELS} lists`);
  return Array.isArray(value) ? value.map(change) : recordOf(value, change);
}

function recordOf(options: object, change: (member: unknown) => unknown): Record<string, unknown> {
  const members = Object.entries(options).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, change(member)]));
}

function isSpec(value: unknown): value is Spec {
  return typeof value === 'object' && value !== null && typeof (value as { readonly kind?: Json }).kind === 'string';
}

/** Exactly what `arrayRef` and `clipRef` write. */
function isArrayRef(value: object): value is ArrayRef {
  const { length, hash, sampleRate, ...others } = value as Partial<ArrayRef>;
  const named = typeof length === 'number' && typeof hash === 'string' && Object.keys(others).length === 0;
  return named && (sampleRate === undefined || typeof sampleRate === 'number');
}

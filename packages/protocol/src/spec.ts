import { InputError } from './errors.js';

/** Plain JSON data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * What a part is, as plain data: its kind and its options. Two parts with equal specs behave alike.
 * Arrays of samples or weights stand in it as an {@link ArrayRef}, functions as the name given to them.
 */
export interface Spec {
  readonly kind: string;
  readonly [option: string]: Json;
}

/** Stands in a spec for a numeric array: its length and a 64-bit FNV-1a hash of its float32 bytes, in hex. */
export interface ArrayRef {
  readonly length: number;
  readonly hash: string;
  readonly [name: string]: Json;
}

/** The reference by which a recipe names an array; `replay` finds the array by it again. */
export function arrayRef(array: Float32Array): ArrayRef {
  return { length: array.length, hash: hashBytes(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) };
}

/** 64-bit FNV-1a of bytes, as 16 hex digits. Tells files apart; it does not resist an attacker. */
export function hashBytes(bytes: Uint8Array): string {
  // The prime 2^40 + 0x1b3 by 16-bit limbs, so that no product leaves 53 bits.
  let [h0, h1, h2, h3] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of bytes) {
    h0 ^= byte;
    const l0 = h0 * 0x1b3;
    const l1 = h1 * 0x1b3 + (l0 >>> 16);
    const l2 = h2 * 0x1b3 + (l1 >>> 16) + h0 * 0x100;
    const l3 = h3 * 0x1b3 + (l2 >>> 16) + h1 * 0x100;
    h0 = l0 & 0xffff;
    h1 = l1 & 0xffff;
    h2 = l2 & 0xffff;
    h3 = l3 & 0xffff;
  }
  return [h3, h2, h1, h0].map((limb) => limb.toString(16).padStart(4, '0')).join('');
}

/** Every part is bound, and drawn, decoded or scored at every step; nobody writes so many by hand. */
const MAX_PARTS = 1024;
/** As deep as a recipe is rebuilt. */
export const MAX_DEPTH = 64;
/** Lists and records within options, deeper than any part's. */
export const MAX_LEVELS = 256;

interface Size {
  readonly parts: number;
  readonly depth: number;
}

/** Sizes of specs, so that a part made of parts adds theirs instead of counting them again. */
const sizes = new WeakMap<object, Size>();

/**
 * Returns a spec when the parts that it is made of are at most 1024, and nested at most 64 deep.
 * @throws InputError saying which it is, and why.
 */
export function checkSpec(spec: Spec): Spec {
  const { parts, depth } = sizeOf(spec, 0);
  if (parts > MAX_PARTS) {
    throw new InputError(
      `${spec.kind} is made of ${parts} parts, each of which would run at every step; use at most ${MAX_PARTS}`,
    );
  }
  if (depth > MAX_DEPTH) {
    throw new InputError(`${spec.kind} nests parts ${depth} deep; a recipe is rebuilt to ${MAX_DEPTH}, so nest fewer`);
  }
  return spec;
}

function sizeOf(value: unknown, level: number): Size {
  if (typeof value !== 'object' || value === null) return { parts: 0, depth: 0 };
  const known = sizes.get(value);
  if (known) return known;
  if (level > MAX_LEVELS) throw new InputError(`the options of a part are nested deeper than ${MAX_LEVELS} lists`);
  let [parts, depth] = [0, 0];
  for (const member of Object.values(value)) {
    const inner = sizeOf(member, level + 1);
    parts += inner.parts;
    depth = Math.max(depth, inner.depth);
  }
  const own = typeof (value as { readonly kind?: unknown }).kind === 'string' ? 1 : 0;
  const size = { parts: parts + own, depth: depth + own };
  if (own) sizes.set(value, size);
  return size;
}

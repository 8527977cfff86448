import { checkNumber } from './check.js';

/**
 * A random key: 64 bits, plain data. It is never drawn from twice; derive others with {@link fold}.
 *
 * A *mirrored* key draws the antithetic twin: every symmetric draw comes out reflected about its centre,
 * so that averaging a key with its mirror cancels odd terms (Hammersley and Morton 1956, antithetic variates).
 */
export interface Key {
  readonly hi: number;
  readonly lo: number;
  readonly mirrored: boolean;
}

/**
 * The key that a seed stands for.
 * @param seed a whole number from 0 to 2⁵³ − 1; 0 is a seed like any other.
 * @throws InputError for anything else.
 */
export function key(seed: number): Key {
  checkNumber('seed', seed, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
  return mix(Math.floor(seed / 2 ** 32), seed >>> 0, false);
}

/**
 * Derives a child key. Different numbers give unrelated keys; the same number gives the same key.
 * @param n a whole number from 0 to 2³² − 1, such as a step or an item.
 */
export function fold(parent: Key, n: number): Key {
  return mix(parent.hi ^ Math.imul(n + 1, 0x9e3779b9), parent.lo ^ Math.imul(n + 1, 0x85ebca6b), parent.mirrored);
}

/** The antithetic twin of a key; `mirror(mirror(k))` is `k`. */
export function mirror(original: Key): Key {
  return { ...original, mirrored: !original.mirrored };
}

/** Four rounds of a two-word Feistel network with murmur3's 32-bit finalizer as its round function. */
function mix(hi: number, lo: number, mirrored: boolean): Key {
  let a = hi >>> 0;
  let b = lo >>> 0;
  for (let round = 0; round < 4; round++) {
    const f = finalize32((b + Math.imul(round + 1, 0x9e3779b9)) >>> 0);
    [a, b] = [b, (a ^ f) >>> 0];
  }
  return { hi: a, lo: b, mirrored };
}

function finalize32(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

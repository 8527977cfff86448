import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { fold, type Key } from './key.js';

/**
 * `count` independent uniform numbers in [min, max). A mirrored key gives `min + max − x` for each `x` of its twin.
 */
export function uniform(key: Key, count: number, min = 0, max = 1): Float64Array {
  const next = stream(key);
  return Float64Array.from({ length: count }, () => {
    const u = next();
    return min + (max - min) * (key.mirrored ? 1 - u : u);
  });
}

/**
 * `count` independent standard normal numbers (Box and Muller 1958). A mirrored key gives `−x` for each `x` of its twin.
 */
export function normal(key: Key, count: number): Float32Array {
  const next = stream(key);
  const sign = key.mirrored ? -1 : 1;
  const out = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = sign * Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    out[i] = radius * Math.cos(angle);
    if (i + 1 < count) out[i + 1] = radius * Math.sin(angle);
  }
  return out;
}

/** Uniform in [0, 1) with 32 bits, from xoroshiro128+ seeded by the key's 64 bits and a fold of them. */
function stream(key: Key): () => number {
  const other = fold(key, 0xffffffff);
  const generator = xoroshiro128plusFromState([key.hi | 0, key.lo | 0, other.hi | 0, other.lo | 1]);
  return () => (generator.next() >>> 0) / 2 ** 32;
}

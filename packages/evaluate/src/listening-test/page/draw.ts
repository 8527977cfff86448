/**
 * A uniform whole number from 0 to 2³² − 1 for each pair of numbers: murmur3's 32-bit finalizer over both in turn. The page
 * has one of its own, since what it imports becomes part of its program and of the program's hash.
 */
export function draw(seed: number, n: number): number {
  return finalize(finalize(seed >>> 0) ^ Math.imul(n + 1, 0x9e3779b9));
}

function finalize(x: number): number {
  let h = (x + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

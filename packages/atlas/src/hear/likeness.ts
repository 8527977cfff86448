import { key, normal } from '@audiate/protocol';
import type { HeardLayer } from './hear-windows.js';

/** Numbers of a projected profile: distances are kept to some 10 % (Johnson and Lindenstrauss 1984). */
const DIMENSIONS = 128;
const SEED = 7;

/**
 * Makes vectors whose distance is unlikeness: d² = 2 (1 − r), where r is the correlation of what two units do at the moments of
 * speech. Long profiles are projected at random onto 128 numbers. A unit that never changes is like nothing: it has none.
 * @param count of moments.
 */
export function likenessOf(count: number): (heard: HeardLayer, unit: number) => Float32Array | undefined {
  const directions = count > DIMENSIONS ? normal(key(SEED), count * DIMENSIONS) : undefined;
  return ({ moments, channels }, unit) => {
    const profile = standardized(Float64Array.from({ length: count }, (_, m) => moments[m * channels + unit]!));
    if (!profile) return undefined;
    return directions ? projected(profile, directions) : Float32Array.from(profile);
  };
}

function projected(profile: Float64Array, directions: Float32Array): Float32Array {
  const out = new Float64Array(DIMENSIONS);
  for (const [m, value] of profile.entries()) {
    for (let d = 0; d < DIMENSIONS; d++) out[d]! += value * directions[m * DIMENSIONS + d]!;
  }
  return Float32Array.from(out, (x) => x / Math.sqrt(DIMENSIONS));
}

/** Of mean 0 and length 1; undefined for what never changes. */
function standardized(profile: Float64Array): Float64Array | undefined {
  const mean = profile.reduce((sum, x) => sum + x, 0) / profile.length;
  const length = Math.sqrt(profile.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  return length > 0 ? profile.map((x) => (x - mean) / length) : undefined;
}

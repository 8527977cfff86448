import { fold, type Key, normal } from '@audiate/protocol';

/** The RMS of random starting values, by the convention of `BoundParam.init` in `@audiate/protocol`. */
export const START_RMS = 0.01;

/**
 * Normal noise for each item, `[batch · count]`, shaped by `weights` (1 unless given) and scaled so that each item's
 * RMS is exactly `rms`. Item `i` is drawn from `fold(key, i)`.
 */
export function startNoise(key: Key, batch: number, weights: ArrayLike<number>, rms: number = START_RMS): Float32Array {
  const count = weights.length;
  const out = new Float32Array(batch * count);
  for (let item = 0; item < batch; item++) {
    const drawn = Float64Array.from(normal(fold(key, item), count), (value, i) => value * weights[i]!);
    const scale = rms / Math.sqrt(drawn.reduce((sum, value) => sum + value * value, 0) / count);
    out.set(
      drawn.map((value) => scale * value),
      item * count,
    );
  }
  return out;
}

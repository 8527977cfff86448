import type { Heard } from '../speech/hear-layers.js';

/** What the units of a layer do on speech; every array runs over the layer's channels. */
export interface LayerScale {
  /** Each unit's largest activation. */
  readonly max: readonly number[];
  /** One row for each of the percentiles. */
  readonly percentiles: readonly (readonly number[])[];
}

/** What units do on a fixed set of speech: `statistics()` of @audiate/wav2vec2-tiny has this form. */
export interface UnitStatistics {
  /** Percent, ascending. */
  readonly percentiles: readonly number[];
  readonly layers: Readonly<Record<string, LayerScale>>;
}

/** The percentiles that {@link layerScale} reads, as those of @audiate/wav2vec2-tiny. */
export const PERCENTILES = [1, 50, 90, 99, 99.9] as const;

/** The natural maximum and the percentiles of every unit of a layer over all frames of what was heard. */
export function layerScale({ data, sounds, frames, channels }: Heard): LayerScale {
  const sorted = Array.from({ length: channels }, (_, c) =>
    Float32Array.from({ length: sounds * frames }, (_, i) => data[i * channels + c]!).sort(),
  );
  return {
    max: sorted.map((values) => values.at(-1)!),
    percentiles: PERCENTILES.map((percent) => sorted.map((values) => quantile(values, percent / 100))),
  };
}

/** Linear between the two nearest of ascending values (NumPy's default, type 7 of Hyndman and Fan 1996). */
export function quantile(sorted: ArrayLike<number>, fraction: number): number {
  const at = fraction * (sorted.length - 1);
  const below = Math.floor(at);
  const next = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[next]! - sorted[below]!);
}

import type { PooledLayer } from '@audiate/dataset';
import type { HeardLayer } from './hear-windows.js';

/** The share of false finds among the units of a layer that are said to tell something (Benjamini and Hochberg 1995). */
export const MOST_FALSE = 0.05;
/** What is known of fewer moments is not looked for. */
export const FEWEST_MOMENTS = 8;

/** What units do at some of the moments, as `selectivity` takes it. */
export function selectMoments({ moments, channels }: HeardLayer, kept: readonly number[]): PooledLayer {
  const data = new Float32Array(kept.length * channels);
  for (const [row, i] of kept.entries()) data.set(moments.subarray(i * channels, (i + 1) * channels), row * channels);
  return { data, clips: kept.length, channels };
}

/** How chance deals moments, and who may stop it. */
export interface ToldOptions {
  /** Of every moment, the one whose values it gets. */
  readonly deals: readonly Int32Array[];
  readonly signal?: AbortSignal | undefined;
}

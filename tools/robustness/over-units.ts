import type { Retention } from '@audiate/evaluate';

/** Retention over the sounds of some units: for each held-out transform, and over those that count. */
export interface OverUnits {
  readonly byTransform: Readonly<Record<string, number>>;
  readonly mean: number;
  readonly worst: number;
}

/**
 * Sums up the retention of some units' sounds.
 * @param trained held-out transforms that were used in the render, so that they count neither in the mean nor the worst.
 */
export function overUnits(units: readonly Retention[], trained: readonly string[] = []): OverUnits {
  const names = Object.keys(units[0]!.each);
  const counted = units.flatMap(({ each }) =>
    names.filter((name) => !trained.includes(name)).map((name) => each[name]!),
  );
  return {
    byTransform: Object.fromEntries(names.map((name) => [name, mean(units.map(({ each }) => each[name]!))])),
    mean: mean(counted),
    worst: Math.min(...counted),
  };
}

/** How far sounds lie above noise, relative to other sounds of the same units. */
export function relativeScore(units: readonly Retention[], others: readonly Retention[]): number {
  return mean(units.map(({ clean, noise }, i) => (clean - noise) / (others[i]!.clean - others[i]!.noise)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What one unit's sound scored: clean, as noise of its RMS, and under each held-out transform. */
export interface UnitScores {
  readonly clean: number;
  readonly noise: number;
  readonly heldOut: Readonly<Record<string, number>>;
}

/** Retention over some units: for each held-out transform, and over those that count. */
export interface Retention {
  readonly byTransform: Readonly<Record<string, number>>;
  readonly mean: number;
  readonly worst: number;
}

/**
 * The score under a held-out transform over the clean score, both minus that of noise at the same RMS: 1 when nothing is
 * lost, 0 when no more is left than noise has.
 * @param trained held-out transforms that were used in the render, so that they count neither in the mean nor the worst.
 */
export function retention(units: readonly UnitScores[], trained: readonly string[] = []): Retention {
  const names = Object.keys(units[0]!.heldOut);
  const of = ({ clean, noise, heldOut }: UnitScores, name: string) => (heldOut[name]! - noise) / (clean - noise);
  const counted = units.flatMap((unit) =>
    names.filter((name) => !trained.includes(name)).map((name) => of(unit, name)),
  );
  return {
    byTransform: Object.fromEntries(names.map((name) => [name, mean(units.map((unit) => of(unit, name)))])),
    mean: mean(counted),
    worst: Math.min(...counted),
  };
}

/** How far sounds lie above noise, relative to other sounds of the same units. */
export function relativeScore(units: readonly UnitScores[], others: readonly UnitScores[]): number {
  return mean(units.map(({ clean, noise }, i) => (clean - noise) / (others[i]!.clean - others[i]!.noise)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

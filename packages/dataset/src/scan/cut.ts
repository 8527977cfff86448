/** A stretch of a sound, in samples. */
export interface Stretch {
  readonly start: number;
  readonly samples: number;
}

/** Lengths in samples. */
export interface Cutting {
  readonly window: number;
  readonly grid: number;
  /** What a model needs at least. */
  readonly least: number;
}

/** A rest that is a smaller share of a window is not heard: statistics over so little of a clip make moments of their own. */
const LEAST_REST = 0.1;

/**
 * The windows in which a sound is heard: of full length, one after another, and what is left, cut to the grid. A rest below
 * a tenth of a window is not heard behind others, nor is what is shorter than the model needs.
 * @param behind whether windows of the same clip came before.
 */
export function cut(samples: number, { window, grid, least }: Cutting, behind = false): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  for (; start + window <= samples; start += window) stretches.push({ start, samples: window });
  const rest = samples - start;
  if (rest < least || ((behind || start > 0) && rest < LEAST_REST * window)) return stretches;
  return [...stretches, { start, samples: Math.max(rest - (rest % grid), least) }];
}

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

/**
 * The windows in which a sound is heard: of full length, one after another, and what is left, cut to the grid. A rest that
 * is shorter than the model needs is not heard; nor is a sound.
 */
export function cut(samples: number, { window, grid, least }: Cutting): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  for (; start + window <= samples; start += window) stretches.push({ start, samples: window });
  const rest = samples - start;
  const onGrid = rest - (rest % grid);
  if (onGrid >= least) stretches.push({ start, samples: onGrid });
  else if (rest >= least) stretches.push({ start, samples: least });
  return stretches;
}

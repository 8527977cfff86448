import { deviations, modelLevel, rootMeanSquare } from './bands.ts';

/** The closed form's constants: `(1 + (f/cornerHz)²)^(−decay/2) · (1 + (highpassHz/f)⁶)^(−1/2)`. */
export interface Constants {
  readonly cornerHz: number;
  readonly decay: number;
  readonly highpassHz: number;
}

/** The closed form with any constants. */
export function closedForm({ cornerHz, decay, highpassHz }: Constants): (hz: number) => number {
  return (hz) => (1 + (hz / cornerHz) ** 2) ** (-decay / 2) * (1 + (highpassHz / hz) ** 6) ** -0.5;
}

/**
 * The constants that come closest to third-octave levels, in dB, root mean square, loudness left free: a pattern search
 * that multiplies one constant at a time by a factor, which shrinks when nothing helps.
 */
export function fitConstants(centresHz: readonly number[], levelsDb: readonly number[], start: Constants): Constants {
  const cost = (constants: Constants) => {
    const model = centresHz.map((hz) => modelLevel(closedForm(constants), hz, 1 / 3));
    return rootMeanSquare(deviations(levelsDb, model));
  };
  let best = start;
  for (let factor = 1.3; factor > 1.001; ) {
    const tries = (['cornerHz', 'decay', 'highpassHz'] as const).flatMap((name) => [
      { ...best, [name]: best[name] * factor },
      { ...best, [name]: best[name] / factor },
    ]);
    const next = tries.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    if (cost(next) < cost(best)) best = next;
    else factor = Math.sqrt(factor);
  }
  return best;
}

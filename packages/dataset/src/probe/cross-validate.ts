import type { Labels } from '../labels/labelled-clip.js';
import { type FitOptions, fitter } from './fit.js';

/**
 * Prepares fits with one fold left out at a time. The answer takes labels and gives for each row what a probe says of it that
 * was fitted on the rows of the other folds, standardised by them alone.
 * @param rows `[rows][features]`. @param folds the fold of each row, from 0.
 */
export function crossValidator(
  rows: readonly ArrayLike<number>[],
  folds: Int32Array,
  options: FitOptions,
): (labels: Labels['values']) => Float64Array[] {
  const count = folds.reduce((most, fold) => Math.max(most, fold)) + 1;
  const parts = Array.from({ length: count }, (_, fold) => {
    const inside = Array.from(rows.keys()).filter((i) => folds[i] !== fold);
    const held = Array.from(rows.keys()).filter((i) => folds[i] === fold);
    const fit = fitter(
      inside.map((i) => rows[i]!),
      options,
    );
    return { inside, held, fit };
  });
  return (labels) => {
    const out = new Array<Float64Array>(rows.length);
    for (const { inside, held, fit } of parts) {
      const { read } = fit(Float64Array.from(inside, (i) => labels[i]!));
      for (const i of held) out[i] = read(rows[i]!);
    }
    return out;
  };
}

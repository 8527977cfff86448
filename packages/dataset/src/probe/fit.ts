import type { Labels } from '../labels/labelled-clip.js';
import { compact } from './compact.js';
import { logistic, logOdds } from './logistic.js';
import { predict, ridgeSolver } from './ridge.js';
import { standardize, standardOf, unstandardize } from './standardize.js';

/** A fitted probe: one linear map of raw activations for numbers or two classes, one for each of more classes. */
export interface Fitted {
  readonly maps: readonly { readonly weights: Float64Array; readonly intercept: number }[];
  /** What it says of a row: the number, or log odds by class (of two, 0 and those of the second). */
  read(row: ArrayLike<number>): Float64Array;
}

/** How probes are fitted. */
export interface FitOptions {
  /** Of {@link logistic} and, as α, of ridge regression, on standardised features. */
  readonly lambda: number;
  /** Classes that labels tell apart; undefined for numbers. */
  readonly classes?: number | undefined;
}

/**
 * Prepares rows for fits of any labels: standardised by themselves, in as few features as they need.
 * @param rows `[rows][features]`, raw activations.
 */
export function fitter(
  rows: readonly ArrayLike<number>[],
  { lambda, classes }: FitOptions,
): (labels: Labels['values']) => Fitted {
  const standard = standardOf(rows);
  const { rows: own, project, expand } = compact(rows.map((row) => standardize(row, standard)));
  const fit = classes === undefined ? numbers(own, lambda) : classesOf(own, { lambda, classes });
  return (labels) => {
    const { maps, read } = fit(labels);
    return {
      maps: maps.map(({ weights, intercept }) => unstandardize({ weights: expand(weights), intercept }, standard)),
      read: (row) => read(project(standardize(row, standard))),
    };
  };
}

type Fit = (labels: Labels['values']) => Pick<Fitted, 'maps'> & { read(row: Float64Array): Float64Array };

function numbers(rows: readonly Float64Array[], lambda: number): Fit {
  const solve = ridgeSolver(rows, { alpha: lambda });
  return (labels) => {
    const map = solve(labels);
    return { maps: [map], read: (row) => Float64Array.of(predict(map, row)) };
  };
}

function classesOf(rows: readonly Float64Array[], options: { lambda: number; classes: number }): Fit {
  return (labels) => {
    const map = logistic(rows, labels, options);
    return {
      maps: map.weights.map((weights, m) => ({ weights, intercept: map.intercepts[m]! })),
      read: (row) => logOdds(map, row),
    };
  };
}

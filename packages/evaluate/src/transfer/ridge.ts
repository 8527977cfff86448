import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { mean } from '../numbers/mean.js';

/** A linear map of features to a number. */
export interface LinearMap {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/**
 * Ridge regression: the weights that minimise Σ (y − xw − b)² + α |w|² (Hoerl and Kennard 1970); the intercept b is not
 * penalised, as in scikit-learn's `Ridge`. By a Cholesky decomposition: rows · features² operations.
 * @param rows `[rows][features]`. @param options.alpha above 0.
 */
export function ridge(
  rows: readonly ArrayLike<number>[],
  targets: ArrayLike<number>,
  { alpha }: { readonly alpha: number },
): LinearMap {
  const features = rows[0]!.length;
  const centre = new Float64Array(features);
  for (const row of rows) for (let c = 0; c < features; c++) centre[c]! += row[c]! / rows.length;
  const level = mean(Array.from(targets));
  const gram = Matrix.zeros(features, features);
  const products = Matrix.zeros(features, 1);
  const x = new Float64Array(features);
  const sums = Array.from({ length: features }, () => new Float64Array(features));
  for (const [i, row] of rows.entries()) {
    for (let c = 0; c < features; c++) x[c] = row[c]! - centre[c]!;
    for (let a = 0; a < features; a++) {
      const [xa, sum] = [x[a]!, sums[a]!];
      for (let b = 0; b <= a; b++) sum[b]! += xa * x[b]!;
      products.set(a, 0, products.get(a, 0) + xa * (targets[i]! - level));
    }
  }
  for (let a = 0; a < features; a++) {
    for (let b = 0; b <= a; b++) {
      gram.set(a, b, sums[a]![b]!);
      gram.set(b, a, sums[a]![b]!);
    }
    gram.set(a, a, sums[a]![a]! + alpha);
  }
  const weights = Float64Array.from(new CholeskyDecomposition(gram).solve(products).to1DArray());
  return { weights, intercept: level - dot(weights, centre) };
}

/** What a linear map makes of features. */
export const predict = ({ weights, intercept }: LinearMap, features: ArrayLike<number>): number =>
  intercept + dot(weights, features);

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

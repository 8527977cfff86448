import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** A linear map of features to a number. */
export interface LinearMap {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** Options of {@link ridge}. */
export interface RidgeOptions {
  /** The penalty α, above 0: scikit-learn's `alpha`. */
  readonly alpha: number;
}

/**
 * Ridge regression: the weights that minimise Σ (y − xw − b)² + α |w|² (Hoerl and Kennard 1970); the intercept b is not
 * penalised, as in scikit-learn's `Ridge`. By a Cholesky decomposition: rows · features² operations.
 * @param rows `[rows][features]`.
 */
export function ridge(
  rows: readonly ArrayLike<number>[],
  targets: ArrayLike<number>,
  options: RidgeOptions,
): LinearMap {
  return ridgeSolver(rows, options)(targets);
}

/** {@link ridge} for many targets over the same rows: what each costs is rows · features + features² operations. */
export function ridgeSolver(
  rows: readonly ArrayLike<number>[],
  { alpha }: RidgeOptions,
): (targets: ArrayLike<number>) => LinearMap {
  const features = rows[0]!.length;
  const centre = new Float64Array(features);
  for (const row of rows) for (let c = 0; c < features; c++) centre[c]! += row[c]! / rows.length;
  const centred = rows.map((row) => Float64Array.from(centre, (level, c) => row[c]! - level));
  const cholesky = new CholeskyDecomposition(penalisedGram(centred, alpha));
  return (targets) => {
    let level = 0;
    for (let i = 0; i < rows.length; i++) level += targets[i]! / rows.length;
    const products = new Float64Array(features);
    for (const [i, x] of centred.entries()) {
      const rest = targets[i]! - level;
      for (let c = 0; c < features; c++) products[c]! += rest * x[c]!;
    }
    const weights = Float64Array.from(cholesky.solve(Matrix.columnVector(products)).to1DArray());
    return { weights, intercept: level - dot(weights, centre) };
  };
}

/** XᵀX + α, `[features, features]`. */
function penalisedGram(rows: readonly Float64Array[], alpha: number): Matrix {
  const features = rows[0]!.length;
  const sums = Array.from({ length: features }, () => new Float64Array(features));
  for (const x of rows) {
    for (let a = 0; a < features; a++) {
      const [xa, sum] = [x[a]!, sums[a]!];
      for (let b = 0; b <= a; b++) sum[b]! += xa * x[b]!;
    }
  }
  const gram = Matrix.zeros(features, features);
  for (let a = 0; a < features; a++) {
    for (let b = 0; b <= a; b++) {
      gram.set(a, b, sums[a]![b]!);
      gram.set(b, a, sums[a]![b]!);
    }
    gram.set(a, a, sums[a]![a]! + alpha);
  }
  return gram;
}

/** What a linear map makes of features. */
export const predict = ({ weights, intercept }: LinearMap, features: ArrayLike<number>): number =>
  intercept + dot(weights, features);

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

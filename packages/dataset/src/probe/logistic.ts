import { minimize } from './newton.js';

/** A linear map of features to a number for each class: {@link logistic}. */
export interface LogisticMap {
  /** One row for the second of two classes, whose log odds it gives; else one for each class. */
  readonly weights: readonly Float64Array[];
  readonly intercepts: Float64Array;
}

/** Options of {@link logistic}. */
export interface LogisticOptions {
  /** How many classes there are, at least 2. */
  readonly classes: number;
  /** The penalty λ, above 0: 1 / C of scikit-learn. */
  readonly lambda: number;
}

/**
 * Logistic regression with an L2 penalty: the weights that minimise Σ −log p(class of the row) + λ/2 |w|², intercepts not
 * penalised. Two classes have one map (a sigmoid), more have one each (softmax, *multinomial* regression), as in scikit-learn's
 * `LogisticRegression(penalty='l2')`. By Newton's method: see {@link minimize}.
 * @param rows `[rows][features]`, standardised, or λ weighs features unlike. @param labels the class of each row, from 0.
 */
export function logistic(
  rows: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  { classes, lambda }: LogisticOptions,
): LogisticMap {
  const maps = classes === 2 ? 1 : classes;
  const features = rows[0]!.length;
  const width = features + 1;
  const isOf = (row: number, map: number) => (labels[row] === (maps === 1 ? 1 : map) ? 1 : 0);
  /** For each row and map Σ x w + b. */
  const apply = (w: Float64Array): Float64Array => {
    const out = new Float64Array(rows.length * maps);
    for (const [i, row] of rows.entries()) {
      for (let m = 0; m < maps; m++) {
        let sum = w[m * width + features]!;
        for (let c = 0; c < features; c++) sum += row[c]! * w[m * width + c]!;
        out[i * maps + m] = sum;
      }
    }
    return out;
  };
  /** Σ over rows of x̃ · errors, and λ of `w`. */
  const gather = (errors: Float64Array, w: Float64Array): Float64Array => {
    const out = new Float64Array(maps * width);
    for (const [i, row] of rows.entries()) {
      for (let m = 0; m < maps; m++) {
        const error = errors[i * maps + m]!;
        for (let c = 0; c < features; c++) out[m * width + c]! += error * row[c]!;
        out[m * width + features]! += error;
      }
    }
    for (let m = 0; m < maps; m++) for (let c = 0; c < features; c++) out[m * width + c]! += lambda * w[m * width + c]!;
    return out;
  };
  const penalty = (w: Float64Array) => {
    let sum = 0;
    for (let m = 0; m < maps; m++) for (let c = 0; c < features; c++) sum += w[m * width + c]! ** 2;
    return (lambda / 2) * sum;
  };
  const found = minimize(new Float64Array(maps * width), {
    tolerance: 1e-8 * rows.length,
    value(w) {
      const z = apply(w);
      let loss = 0;
      for (let i = 0; i < rows.length; i++) {
        const own = z.subarray(i * maps, (i + 1) * maps);
        loss += logSum(own);
        for (let m = 0; m < maps; m++) loss -= isOf(i, m) * own[m]!;
      }
      return loss + penalty(w);
    },
    slopes(w) {
      const shares = sharesOf(apply(w), maps);
      return {
        gradient: gather(
          shares.map((share, k) => share - isOf(Math.floor(k / maps), k % maps)),
          w,
        ),
        times: (direction) => gather(curve(shares, apply(direction), maps), direction),
      };
    },
  });
  const weights = Array.from({ length: maps }, (_, m) => found.slice(m * width, m * width + features));
  return { weights, intercepts: Float64Array.from(weights, (_, m) => found[m * width + features]!) };
}

/** What a map gives for each class of features: log odds that are 0 for the first of two classes. */
export function logOdds({ weights, intercepts }: LogisticMap, features: ArrayLike<number>): Float64Array {
  const own = Float64Array.from(weights, (row, m) =>
    row.reduce((sum, weight, c) => sum + weight * features[c]!, intercepts[m]!),
  );
  return own.length === 1 ? Float64Array.of(0, own[0]!) : own;
}

/** log Σ exp z, with a 0 beside a single z. */
function logSum(z: Float64Array): number {
  const most = z.reduce((high, value) => Math.max(high, value), z.length === 1 ? 0 : -Infinity);
  let sum = z.length === 1 ? Math.exp(-most) : 0;
  for (const value of z) sum += Math.exp(value - most);
  return most + Math.log(sum);
}

/** The probability of each map's class, row by row. */
function sharesOf(z: Float64Array, maps: number): Float64Array {
  const out = new Float64Array(z.length);
  for (let from = 0; from < z.length; from += maps) {
    const whole = logSum(z.subarray(from, from + maps));
    for (let m = 0; m < maps; m++) out[from + m] = Math.exp(z[from + m]! - whole);
  }
  return out;
}

/** How the shares change along `u`: p (u − Σ p u). */
function curve(shares: Float64Array, u: Float64Array, maps: number): Float64Array {
  const out = new Float64Array(u.length);
  for (let from = 0; from < u.length; from += maps) {
    let mean = 0;
    for (let m = 0; m < maps; m++) mean += shares[from + m]! * u[from + m]!;
    for (let m = 0; m < maps; m++) out[from + m] = shares[from + m]! * (u[from + m]! - mean);
  }
  return out;
}

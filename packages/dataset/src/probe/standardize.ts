/** The level and the spread of each feature of some rows. */
export interface Standard {
  readonly mean: Float64Array;
  /** The standard deviation, by n, as scikit-learn's `StandardScaler`; 1 for a feature that is constant. */
  readonly deviation: Float64Array;
}

/** What rows `[rows][features]` are standardised by. */
export function standardOf(rows: readonly ArrayLike<number>[]): Standard {
  const features = rows[0]!.length;
  const mean = new Float64Array(features);
  const deviation = new Float64Array(features);
  for (const row of rows) for (let c = 0; c < features; c++) mean[c]! += row[c]! / rows.length;
  for (const row of rows) for (let c = 0; c < features; c++) deviation[c]! += (row[c]! - mean[c]!) ** 2 / rows.length;
  for (let c = 0; c < features; c++) {
    const root = Math.sqrt(deviation[c]!);
    // What rounding leaves of a constant is no spread.
    deviation[c] = root > 1e-9 * Math.max(Math.abs(mean[c]!), Number.MIN_VALUE) ? root : 1;
  }
  return { mean, deviation };
}

/** A row in standard deviations from the mean. */
export function standardize(row: ArrayLike<number>, { mean, deviation }: Standard): Float64Array {
  return Float64Array.from(mean, (level, c) => (row[c]! - level) / deviation[c]!);
}

/** A map of standardised features as one of the features themselves. */
export function unstandardize(
  { weights, intercept }: { readonly weights: Float64Array; readonly intercept: number },
  { mean, deviation }: Standard,
): { weights: Float64Array; intercept: number } {
  const raw = weights.map((weight, c) => weight / deviation[c]!);
  return { weights: raw, intercept: intercept - raw.reduce((sum, weight, c) => sum + weight * mean[c]!, 0) };
}

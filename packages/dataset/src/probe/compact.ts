import { Matrix, QrDecomposition } from 'ml-matrix';

/** Rows in as few features as they need, without loss for a fit whose penalty is |w|². */
export interface Compact {
  readonly rows: readonly Float64Array[];
  /** Other rows in these features: what a fitted map reads in them it reads in the row itself. */
  project(row: Float64Array): Float64Array;
  /** A map of these features as one of the rows' own. */
  expand(weights: Float64Array): Float64Array;
}

/**
 * Fewer rows than features: a map that is fitted under an L2 penalty is a sum of the rows (the representer theorem), so that
 * coordinates in the space that they span do, by a QR decomposition. Else the rows themselves.
 */
export function compact(rows: readonly Float64Array[]): Compact {
  const features = rows[0]!.length;
  if (rows.length >= features) return { rows, project: (row) => row, expand: (weights) => weights };
  const basis = new QrDecomposition(new Matrix(rows.map((row) => Array.from(row))).transpose()).orthogonalMatrix;
  const axes = Array.from({ length: rows.length }, (_, k) => Float64Array.from(basis.getColumn(k)));
  const project = (row: Float64Array) =>
    Float64Array.from(axes, (axis) => axis.reduce((sum, value, c) => sum + value * row[c]!, 0));
  return {
    rows: rows.map(project),
    project,
    expand(weights) {
      const out = new Float64Array(features);
      for (const [k, axis] of axes.entries()) for (let c = 0; c < features; c++) out[c]! += weights[k]! * axis[c]!;
      return out;
    },
  };
}

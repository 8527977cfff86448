/** Rows in as few features as they need, without loss for a fit whose penalty is |w|². */
export interface Compact {
  readonly rows: readonly Float64Array[];
  /** Other rows in these features: what a fitted map reads in them it reads in the row itself. */
  project(row: Float64Array): Float64Array;
  /** A map of these features as one of the rows' own. */
  expand(weights: Float64Array): Float64Array;
}

/** What is left of a row that others span is rounding. */
const NOTHING = 1e-9;

/**
 * Fewer rows than features: a map that is fitted under an L2 penalty is a sum of the rows (the representer theorem), so that
 * coordinates in the space that they span do, by Gram and Schmidt's method, each row twice. Else the rows themselves.
 */
export function compact(rows: readonly Float64Array[]): Compact {
  const features = rows[0]!.length;
  if (rows.length >= features) return { rows, project: (row) => row, expand: (weights) => weights };
  const axes: Float64Array[] = [];
  for (const row of rows) {
    const rest = row.slice();
    for (const axis of [...axes, ...axes]) addTimes(rest, axis, -dot(rest, axis));
    const left = Math.sqrt(dot(rest, rest));
    if (left > NOTHING * Math.sqrt(dot(row, row))) axes.push(rest.map((value) => value / left));
  }
  const project = (row: Float64Array) => Float64Array.from(axes, (axis) => dot(axis, row));
  return {
    rows: rows.map(project),
    project,
    expand(weights) {
      const out = new Float64Array(features);
      for (const [k, axis] of axes.entries()) addTimes(out, axis, weights[k]!);
      return out;
    },
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addTimes(to: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += factor * vector[i]!;
}

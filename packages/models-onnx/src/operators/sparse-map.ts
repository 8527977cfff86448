import { withGradient } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { sizeOf } from '../values/shapes.js';

/** One row of a sparse matrix: which numbers of an axis are summed, and by what factors. */
export type SparseRow = readonly (readonly [index: number, factor: number])[];

/**
 * Multiplies an axis by a sparse matrix of known numbers, given by its rows: by one gather for each place of a row, whose gradient
 * is the same by the transpose. Rows of which few are long, as where one number is taken by many, are summed piece by piece.
 * @returns float32; the axis has as many numbers as there are rows.
 */
export function alongAxis(x: tf.Tensor, axis: number, rows: readonly SparseRow[]): tf.Tensor {
  const extent = x.shape[axis]!;
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const plain = tf.reshape(tf.cast(x, 'float32'), [sizeOf(before), extent, sizeOf(after)]) as tf.Tensor3D;
  const product = withGradient(plain, (input) => ({
    value: mapped(input, rows),
    gradient: (dy) => mapped(dy as tf.Tensor3D, transposed(rows, extent)),
  }));
  return tf.reshape(product, [...before, rows.length, ...after]);
}

function transposed(rows: readonly SparseRow[], extent: number): SparseRow[] {
  const columns = Array.from({ length: extent }, (): [number, number][] => []);
  for (const [row, entries] of rows.entries())
    for (const [index, factor] of entries) columns[index]!.push([row, factor]);
  return columns;
}

function mapped(x: tf.Tensor3D, rows: readonly SparseRow[]): tf.Tensor3D {
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const entries = rows.reduce((sum, row) => sum + row.length, 0);
  if (longest === 0) return tf.zeros([x.shape[0], rows.length, x.shape[2]]);
  if (longest > FEW && longest * rows.length > EVEN * entries) return inPieces(x, rows);
  return Array.from({ length: longest }, (_, place) => taken(x, rows, place)).reduce((sum, part) => tf.add(sum, part));
}

/** Rows of so many entries are always gathered. */
const FEW = 16;
/** Places of which so few are empty, on average, are gathered. */
const EVEN = 4;

/** One entry of each row; 0 where a row has none, also where the first number, which stands in its place, is infinite. */
function taken(x: tf.Tensor3D, rows: readonly SparseRow[], place: number): tf.Tensor3D {
  const indices = tf.tensor1d(
    Int32Array.from(rows, (row) => row[place]?.[0] ?? 0),
    'int32',
  );
  const factors = Float32Array.from(rows, (row) => row[place]?.[1] ?? 1);
  const alongRows = (data: Float32Array | Uint8Array, type: 'float32' | 'bool') =>
    tf.tensor(data, [1, rows.length, 1], type);
  const numbers = tf.gather(x, indices, 1);
  const scaled = factors.every((factor) => factor === 1) ? numbers : tf.mul(numbers, alongRows(factors, 'float32'));
  if (rows.every((row) => row.length > place)) return scaled as tf.Tensor3D;
  const has = Uint8Array.from(rows, (row) => (row.length > place ? 1 : 0));
  return tf.where(alongRows(has, 'bool'), scaled, 0) as tf.Tensor3D;
}

/** Sums pieces of rows first, and then the pieces of each row: the work grows with the entries. */
function inPieces(x: tf.Tensor3D, rows: readonly SparseRow[]): tf.Tensor3D {
  const pieces: SparseRow[] = [];
  const joined = rows.map((row): SparseRow => {
    const begin = pieces.length;
    for (let at = 0; at < row.length; at += FEW) pieces.push(row.slice(at, at + FEW));
    return Array.from({ length: pieces.length - begin }, (_, i) => [begin + i, 1]);
  });
  return mapped(mapped(x, pieces), joined);
}

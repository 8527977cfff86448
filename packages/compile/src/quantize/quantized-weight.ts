import { prepacked } from '../expressions/prepacked.js';
import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/** A matrix in signed bytes, and what one of a column's units stands for. */
export interface QuantizedWeight {
  /** `[inner, columns]`. */
  readonly bytes: Value;
  /** `[columns]`. */
  readonly scales: Value;
}

/**
 * The largest number of a quantised weight: seven bits. Processors without instructions for products of bytes (AVX2
 * without VNNI) add two products of an unsigned and a signed byte in 16 bits: 2 · 255 · 63 fits, 2 · 255 · 127 does not and
 * would be cut without a word. So a weight is the same everywhere.
 */
export const LARGEST_WEIGHT = 63;

/** A frozen matrix `[inner, columns]`, or a transposed one `[columns, inner]`, with a scale for each column. */
export function quantizedWeight(build: Builder, matrix: Value, transposed: boolean): QuantizedWeight {
  const [first, second] = matrix.shape as [number, number];
  const [inner, columns] = transposed ? [second, first] : [first, second];
  // Where the next number of a row and of a column lies.
  const [right, down] = transposed ? [inner, 1] : [1, columns];
  const name = `quantized.${transposed ? 'transposed' : 'straight'}`;
  const scales = (data: Float32Array): Float32Array => {
    const largest = new Float32Array(columns);
    for (let row = 0; row < inner; row++) {
      for (let column = 0; column < columns; column++) {
        const size = Math.abs(data[row * down + column * right]!);
        if (size > largest[column]!) largest[column] = size;
      }
    }
    return largest.map((size) => size / LARGEST_WEIGHT);
  };
  const bytes = (data: Float32Array): Int8Array => {
    const units = scales(data).map((scale) => (scale > 0 ? 1 / scale : 0));
    const out = new Int8Array(inner * columns);
    for (let row = 0, i = 0; row < inner; row++) {
      for (let column = 0; column < columns; column++, i++) {
        out[i] = Math.round(data[row * down + column * right]! * units[column]!);
      }
    }
    return out;
  };
  return {
    bytes: prepacked(build, matrix, { name: `${name}.bytes`, shape: [inner, columns], dtype: 'int8', pack: bytes }),
    scales: prepacked(build, matrix, { name: `${name}.scales`, shape: [columns], pack: scales }),
  };
}

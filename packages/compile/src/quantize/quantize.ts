import { needsFullPrecision } from '@audiate/ops';
import { type Builder, createBuilder, merged, type Rules } from '../graph/builder.js';
import { along, sizeOf, type Value } from '../graph/graph.js';
import { rebuild } from '../graph/rebuild.js';
import { plain } from '../lower/plain.js';
import { quantizedRows, ZERO } from './quantized-rows.js';
import { quantizedWeight } from './quantized-weight.js';

/** Products with a side shorter than this stay as they are: to quantise them costs more than it saves. */
const SHORTEST = 32;

/** What a product by a matrix is made of: `x · matrix + sum`. */
interface Product {
  readonly x: Value;
  readonly matrix: Value;
  /** Whether the matrix is a transposed one, `[columns, inner]`. */
  readonly transposed: boolean;
  readonly sum?: Value | undefined;
  readonly shape: readonly number[];
}

/** The product in bytes: its matrix quantised when the program is written, its rows when it runs. */
function inBytes(build: Builder, { x, matrix, transposed, sum, shape }: Product): readonly Value[] | undefined {
  if (matrix.origin.kind !== 'frozen' || matrix.shape.length !== 2 || x.origin.kind === 'frozen') return undefined;
  if (needsFullPrecision(matrix.origin.data.source)) return undefined;
  const [inner, columns] = [along(x, -1), along({ ...matrix, shape }, -1)];
  const rows = sizeOf(x.shape) / inner;
  if (Math.min(rows, inner, columns) < SHORTEST) return undefined;
  const { bytes, scales } = quantizedRows(build, build.reshape(x, [rows, inner]));
  const weight = quantizedWeight(build, matrix, transposed);
  const operands = [bytes, weight.bytes, build.scalar(1), weight.scales, build.scalar(ZERO, 'uint8')] as const;
  const units = build.float('MatMulIntegerToFloat', operands, [rows, columns]);
  const answer = build.reshape(build.float('Mul', [units, scales], [rows, columns]), shape);
  return [sum ? build.float('Add', [answer, sum], shape) : answer];
}

const products: Rules = {
  MatMul: [
    ({ inputs: [x, matrix], outputs: [{ shape }] }, build) => inBytes(build, { x, matrix, transposed: false, shape }),
  ],
  Gemm: [
    ({ inputs: [x, matrix, sum], attributes: { transA, transB }, outputs: [{ shape }] }, build) =>
      transA ? undefined : inBytes(build, { x, matrix, transposed: transB === 1, sum, shape }),
  ],
};

/** What was lowered, with products by constant matrices in bytes (`MatMulIntegerToFloat`), but by those whose model wants full precision. */
export function quantize(lowered: readonly Value[]): Value[] {
  return rebuild(lowered, createBuilder(merged([plain, products])));
}

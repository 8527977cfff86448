import type { Builder } from '../graph/builder.js';
import { along, sizeOf, type Value } from '../graph/graph.js';

/**
 * `x · matrix + sum` for `[…, in]` and a matrix `[in, out]`, or a transposed one `[out, in]`: all leading axes as rows of
 * one Gemm. A map is transposed on the way there and straight on the way back, so that both read one matrix.
 */
export function multiply(
  build: Builder,
  x: Value,
  matrix: Value,
  { sum, transposed = false }: { readonly sum?: Value | undefined; readonly transposed?: boolean } = {},
): Value {
  const inputs = along(x, -1);
  const outputs = along(matrix, transposed ? 0 : 1);
  const rows = sizeOf(x.shape) / inputs;
  const flat = build.reshape(x, [rows, inputs]);
  const shape = [rows, outputs];
  const added = sum && (sum.shape.length > 1 ? build.reshape(sum, shape) : sum);
  const product =
    added || transposed
      ? build.float('Gemm', added ? [flat, matrix, added] : [flat, matrix], shape, transposed ? { transB: 1 } : {})
      : build.float('MatMul', [flat, matrix], shape);
  return build.reshape(product, x.shape.with(-1, outputs));
}

import type { Builder } from '../graph/builder.js';
import { sizeOf, type Value } from '../graph/graph.js';

/**
 * `x · matrix + sum` for `[…, in]` and a matrix `[in, out]`, or a turned one `[out, in]`: all leading axes as rows of one
 * Gemm. A map is turned on the way there and straight on the way back, so that both read one matrix.
 */
export function multiply(
  build: Builder,
  x: Value,
  matrix: Value,
  { sum, turned = false }: { readonly sum?: Value | undefined; readonly turned?: boolean } = {},
): Value {
  const inputs = x.shape.at(-1)!;
  const outputs = matrix.shape[turned ? 0 : 1]!;
  const flat = build.reshape(x, [sizeOf(x.shape) / inputs, inputs]);
  const shape = [flat.shape[0]!, outputs];
  const added = sum && (sum.shape.length > 1 ? build.reshape(sum, shape) : sum);
  const product =
    added || turned
      ? build.float('Gemm', [flat, matrix, ...(added ? [added] : [])], shape, turned ? { transB: 1 } : {})
      : build.float('MatMul', [flat, matrix], shape);
  return build.reshape(product, x.shape.with(-1, outputs));
}

import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/**
 * `x · matrix + sum` for a phase `[batch, rows, in]` and a matrix `[in, out]`, or a turned one `[out, in]`, in one Gemm. A
 * kernel's matrix is turned on the way there and straight on the way back, so that both read one.
 */
export function multiply(
  build: Builder,
  x: Value,
  matrix: Value,
  { sum, turned = false }: { readonly sum?: Value | undefined; readonly turned?: boolean } = {},
): Value {
  const [batch, height, inputs] = x.shape as [number, number, number];
  const outputs = matrix.shape[turned ? 0 : 1]!;
  const flat = build.reshape(x, [batch * height, inputs]);
  const shape = [batch * height, outputs];
  const added = sum && (sum.shape.length === 3 ? build.reshape(sum, shape) : sum);
  const product =
    added || turned
      ? build.float('Gemm', [flat, matrix, ...(added ? [added] : [])], shape, turned ? { transB: 1 } : {})
      : build.float('MatMul', [flat, matrix], shape);
  return build.reshape(product, [batch, height, outputs]);
}

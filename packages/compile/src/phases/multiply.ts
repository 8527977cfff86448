import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/** `x · matrix + addend` for a phase `[batch, rows, in]` and a matrix `[in, out]`, in one Gemm. */
export function multiply(build: Builder, x: Value, matrix: Value, addend?: Value): Value {
  const [batch, height, inputs] = x.shape as [number, number, number];
  const outputs = matrix.shape[1]!;
  const flat = build.reshape(x, [batch * height, inputs]);
  const shape = [batch * height, outputs];
  const added = addend && (addend.shape.length === 3 ? build.reshape(addend, shape) : addend);
  const product = added
    ? build.float('Gemm', [flat, matrix, added], shape)
    : build.float('MatMul', [flat, matrix], shape);
  return build.reshape(product, [batch, height, outputs]);
}

import type { Rules } from '../graph/builder.js';
import { sizeOf } from '../graph/graph.js';

/** All leading axes as rows of one Gemm, which takes PyTorch's layout transposed; backward a plain product. */
export const linear: Rules = {
  Linear: [
    ({ inputs: [x, matrix, bias], outputs: [extent] }, build) => {
      const [out, inner] = matrix!.shape as [number, number];
      const rows = build.reshape(x!, [sizeOf(x!.shape) / inner, inner]);
      const product = build.float('Gemm', [rows, matrix!, ...(bias ? [bias] : [])], [rows.shape[0]!, out], {
        transB: 1,
      });
      return [build.reshape(product, extent!.shape)];
    },
  ],
  LinearGradient: [
    ({ inputs: [dy, x, matrix] }, build) => {
      const [out, inner] = matrix!.shape as [number, number];
      const rows = build.reshape(dy!, [sizeOf(dy!.shape) / out, out]);
      return [build.reshape(build.float('MatMul', [rows, matrix!], [rows.shape[0]!, inner]), x!.shape)];
    },
  ],
};

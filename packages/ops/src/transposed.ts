import type { Layout } from './weight.js';

/** A matrix's transpose, so that no GEMM transposes an operand. */
export const transposed: Layout = {
  name: 'transposed',
  arrange(data, [rows, columns]) {
    const out = new Float32Array(data.length);
    for (let r = 0; r < rows!; r++) for (let c = 0; c < columns!; c++) out[c * rows! + r] = data[r * columns! + c]!;
    return { data: out, shape: [columns!, rows!] };
  },
};

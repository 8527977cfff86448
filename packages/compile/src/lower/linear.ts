import { multiply } from '../expressions/multiply.js';
import type { Rules } from '../graph/builder.js';

/** PyTorch's layout is the transposed one. */
export const linear: Rules = {
  Linear: [({ inputs: [x, matrix, bias] }, build) => [multiply(build, x, matrix, { sum: bias, transposed: true })]],
  LinearGradient: [({ inputs: [dy, , matrix] }, build) => [multiply(build, dy, matrix)]],
};

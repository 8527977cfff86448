import type { Rules } from '../graph/builder.js';
import { multiply } from './multiply.js';

/** PyTorch's layout is the turned one. */
export const linear: Rules = {
  Linear: [({ inputs: [x, matrix, bias] }, build) => [multiply(build, x!, matrix!, { sum: bias, turned: true })]],
  LinearGradient: [({ inputs: [dy, , matrix] }, build) => [multiply(build, dy!, matrix!)]],
};

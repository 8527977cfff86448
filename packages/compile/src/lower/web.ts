import type { Builder, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/**
 * Other words for the operators that ONNX Runtime's WebGPU provider lacks: nodes that it does not know run on the CPU,
 * between two copies. It is one provider in Node and in onnxruntime-web's build `webgpu`.
 */
export const web: Rules = {
  FusedMatMul: [
    ({ inputs: [a, b], attributes: { transA, transB }, outputs: [extent] }, build) => [
      build.float('MatMul', [transposed(build, a, transA), transposed(build, b, transB)], extent.shape),
    ],
  ],
  Sign: [
    ({ inputs: [x], outputs: [extent] }, build) => {
      const { shape, dtype } = extent;
      const [zero, bool] = [build.scalar(0, dtype), { shape, dtype: 'bool' as const }];
      const below = build.one('Less', [x, zero], bool);
      const negative = build.one('Where', [below, build.scalar(-1, dtype), zero], extent);
      return [build.one('Where', [build.one('Greater', [x, zero], bool), build.scalar(1, dtype), negative], extent)];
    },
  ],
};

/** The last two axes swapped, if `swap` is 1. */
function transposed(build: Builder, x: Value, swap: number): Value {
  const axes = x.shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return swap ? build.transpose(x, [...axes.slice(0, -2), last, last - 1]) : x;
}

import type { Builder, Rule, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/**
 * Other words for the operators that onnxruntime-web's WebGPU provider lacks (its `docs/webgpu-operators.md`): nodes that it
 * does not know run on the CPU, between two copies.
 *
 * A number that is compared with NaN gives the other one here, where ONNX's Max and Min give NaN.
 */
export const web: Rules = {
  FusedMatMul: [
    ({ inputs: [a, b], attributes: { transA, transB }, outputs: [extent] }, build) => [
      build.float('MatMul', [transposed(build, a, transA), transposed(build, b, transB)], extent.shape),
    ],
  ],
  Max: [chosenBy('Greater')],
  Min: [chosenBy('Less')],
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

function chosenBy(question: 'Greater' | 'Less'): Rule<'Max' | 'Min'> {
  return ({ inputs: [a, b], outputs: [extent] }, build) => {
    const asked = build.one(question, [a, b], { shape: extent.shape, dtype: 'bool' });
    return [build.one('Where', [asked, a, b], extent)];
  };
}

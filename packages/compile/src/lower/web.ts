import type { Builder, Rules } from '../graph/builder.js';
import type { Extent, Value } from '../graph/graph.js';

/**
 * Other words for the operators that ONNX Runtime's WebGPU provider lacks: nodes that it does not know run on the CPU,
 * between two copies. It is one provider in Node and in onnxruntime-web's build `webgpu`.
 *
 * WGSL lets a driver take for granted that no number is NaN: `IsNaN` holds where it does not.
 */
export const web: Rules = {
  And: [
    ({ inputs: [a, b], outputs: [extent] }, build) => [
      above(build, build.one('Mul', [counted(build, a), counted(build, b)], ofFloats(extent)), 0),
    ],
  ],
  Equal: [
    ({ inputs: [a, b], outputs: [extent] }, build) =>
      a.dtype === 'bool' ? [build.one('Equal', [counted(build, a), counted(build, b)], extent)] : undefined,
  ],
  FusedMatMul: [
    ({ inputs: [a, b], attributes: { transA, transB }, outputs: [extent] }, build) => [
      build.float('MatMul', [transposed(build, a, transA), transposed(build, b, transB)], extent.shape),
    ],
  ],
  IsInf: [
    ({ inputs: [x], outputs: [extent] }, build) => [
      build.one('Equal', [build.one('Abs', [x], x), build.scalar(Number.POSITIVE_INFINITY)], extent),
    ],
  ],
  IsNaN: [
    ({ inputs: [x], outputs: [extent] }, build) => [build.one('Not', [build.one('Equal', [x, x], extent)], extent)],
  ],
  Or: [
    ({ inputs: [a, b], outputs: [extent] }, build) => [
      above(build, build.one('Add', [counted(build, a), counted(build, b)], ofFloats(extent)), 0),
    ],
  ],
  // Halves go to the even neighbour.
  Round: [
    ({ inputs: [x] }, build) => {
      const below = build.one('Floor', [x], x);
      const rest = build.one('Sub', [x, below], x);
      const pairs = build.one('Floor', [build.one('Mul', [below, build.scalar(0.5)], x)], x);
      const odd = build.one('Sub', [below, build.one('Mul', [pairs, build.scalar(2)], x)], x);
      const half = build.one('Equal', [rest, build.scalar(0.5)], { shape: x.shape, dtype: 'bool' });
      const least = build.one('Where', [half, odd, build.scalar(0)], x);
      const more = build.one('Where', [above(build, rest, 0.5), build.scalar(1), least], x);
      return [build.one('Add', [below, more], x)];
    },
  ],
  Selu: [
    ({ inputs: [x] }, build) => {
      const scaled = (value: Value, by: number) => build.one('Mul', [value, build.scalar(by)], x);
      const below = scaled(build.one('Elu', [x], x), SELU.scale * SELU.alpha);
      return [build.one('Where', [above(build, x, 0), scaled(x, SELU.scale), below], x)];
    },
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

/** The numbers of tf.selu, of Klambauer et al. 2017. */
const SELU = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

const ofFloats = ({ shape }: Extent): Extent => ({ shape, dtype: 'float32' });

/** True as 1, false as 0. */
const counted = (build: Builder, x: Value): Value => build.one('Cast', [x], ofFloats(x));

const above = (build: Builder, x: Value, limit: number): Value =>
  build.one('Greater', [x, build.scalar(limit)], { shape: x.shape, dtype: 'bool' });

/** The last two axes swapped, if `swap` is 1. */
function transposed(build: Builder, x: Value, swap: number): Value {
  const axes = x.shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return swap ? build.transpose(x, [...axes.slice(0, -2), last, last - 1]) : x;
}

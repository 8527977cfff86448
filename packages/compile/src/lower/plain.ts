import type { Builder, Rule, Rules } from '../graph/builder.js';
import { along, sameShape, sizeOf, type Value } from '../graph/graph.js';
import { DATA_TYPES } from '../onnx/data-types.js';

/**
 * Whole numbers that follow from where a stretch begins: of the structure where that is, else fed as it is, so that no
 * program computes with int64, which WebGPU has not.
 */
function following(
  build: Builder,
  begin: Value,
  { of, numbers }: { of: string; numbers: (begin: number) => readonly number[] },
): Value {
  const { origin } = begin;
  if (origin.kind !== 'literal' && origin.kind !== 'lifted')
    throw new Error(`a stretch can't begin at a ${origin.kind}`);
  const found = numbers(Number(origin.data[0]));
  if (origin.kind === 'literal') return build.integers(found);
  const extent = { shape: [found.length], dtype: 'int64' } as const;
  return build.lifted(BigInt64Array.from(found, BigInt), extent, `${of} ${begin.id}`);
}

const endOf = (build: Builder, begin: Value, size: number): Value =>
  following(build, begin, { of: `end ${size}`, numbers: (known) => [known + size] });

/**
 * Zeros before and after every axis: ONNX Runtime's transpose optimizer moves a transposition past a Pad by permuting pads
 * that it does not know as if they were for all axes, whatever the Pad's own input `axes` says.
 */
function padsOf(
  build: Builder,
  begin: Value,
  { axis, rest, rank }: { axis: number; rest: number; rank: number },
): Value {
  const zeros = (count: number) => new Array<number>(count).fill(0);
  const [before, between, after] = [zeros(axis), zeros(rank - 1), zeros(rank - 1 - axis)];
  return following(build, begin, {
    of: `pads ${axis} ${rest} ${rank}`,
    numbers: (known) => [...before, known, ...between, rest - known, ...after],
  });
}

type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin' | 'ReduceProd';

const reduction: Rule<Reduction> = ({ op, inputs: [x], attributes: { axes, keepdims }, outputs: [extent] }, build) =>
  axes && [build.one(op, [x, build.integers(axes)], extent, { keepdims })];

const topK =
  (answer: 0 | 1): Rule<'TopKValues' | 'TopKIndices'> =>
  ({ inputs: [x], attributes: { k }, outputs: [{ shape }] }, build) => {
    const extents = [
      { shape, dtype: x.dtype },
      { shape, dtype: 'int64' },
    ] as const;
    const settings = { axis: shape.length - 1, largest: 1, sorted: 1 };
    return [build.node('TopK', [x, build.integers([k])], settings, extents)[answer]];
  };

/** Nodes whose ONNX form takes its settings as operands. */
export const plain: Rules = {
  AxisSlice: [
    ({ inputs: [x, begin], attributes: { axis, size }, outputs: [extent] }, build) => [
      build.one('Slice', [x, begin, endOf(build, begin, size), build.integers([axis])], extent),
    ],
  ],
  AxisPad: [
    ({ inputs: [x, begin], attributes: { axis, total }, outputs: [extent] }, build) => {
      const rest = total - along(x, axis);
      return [build.one('Pad', [x, padsOf(build, begin, { axis, rest, rank: x.shape.length })], extent)];
    },
  ],
  Cast: [
    ({ inputs: [x], attributes: { to }, outputs: [extent] }, build) =>
      to === undefined ? [build.one('Cast', [x], extent, { to: DATA_TYPES[extent.dtype] })] : undefined,
  ],
  Reshape: [
    ({ inputs: [x, given], outputs: [extent] }, build) =>
      given ? undefined : [build.one('Reshape', [x, build.integers(extent.shape)], extent)],
  ],
  Expand: [
    ({ inputs: [x, given], outputs: [extent] }, build) => {
      if (given) return undefined;
      return sameShape(x.shape, extent.shape) ? [x] : [build.one('Expand', [x, build.integers(extent.shape)], extent)];
    },
  ],
  ReduceSum: [reduction],
  ReduceMean: [reduction],
  ReduceMax: [reduction],
  ReduceMin: [reduction],
  ReduceProd: [reduction],
  TopKValues: [topK(0)],
  TopKIndices: [topK(1)],
  CumSum: [
    ({ inputs: [x], attributes: { axis, exclusive, reverse }, outputs: [extent] }, build) =>
      axis === undefined
        ? undefined
        : [build.one('CumSum', [x, build.scalar(axis, 'int32')], extent, { exclusive, reverse })],
  ],
  Product: [
    ({ inputs: [a, b], attributes: { transA, transB }, outputs: [{ shape }] }, build) => {
      if (!transA && !transB) return [build.float('MatMul', [a, b], shape)];
      if (sizeOf(shape.slice(0, -2)) !== 1) return [build.float('FusedMatMul', [a, b], shape, { transA, transB })];
      const flat = (x: Value) => build.reshape(x, x.shape.slice(-2));
      return [build.reshape(build.float('Gemm', [flat(a), flat(b)], shape.slice(-2), { transA, transB }), shape)];
    },
  ],
};

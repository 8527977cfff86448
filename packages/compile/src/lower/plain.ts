import type { Builder, Rules } from '../graph/builder.js';
import { sameShape, sizeOf, type Value } from '../graph/graph.js';
import { knownBegin } from '../kernels/window.js';
import { DATA_TYPES } from '../onnx/data-types.js';

const end = (build: Builder, begin: Value, size: number): Value => {
  const known = knownBegin(begin);
  return known !== undefined
    ? build.integers([known + size])
    : build.one('Add', [begin, build.integers([size])], begin);
};

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
  const known = knownBegin(begin);
  if (known !== undefined) return build.integers([...before, known, ...between, rest - known, ...after]);
  const end = build.one('Sub', [build.integers([rest]), begin], begin);
  const constant = (list: number[]) => (list.length > 0 ? [build.integers(list)] : []);
  const parts = [...constant(before), begin, ...constant(between), end, ...constant(after)];
  return build.one('Concat', parts, { shape: [2 * rank], dtype: 'int64' }, { axis: 0 });
}

/** Nodes whose ONNX form takes its settings as inputs. */
export const plain: Rules = {
  Window: [
    ({ inputs: [x, begin], attributes, outputs: [extent] }, build) => {
      const { axis, size } = attributes as { axis: number; size: number };
      return [build.one('Slice', [x!, begin!, end(build, begin!, size), build.integers([axis])], extent!)];
    },
  ],
  Place: [
    ({ inputs: [x, begin], attributes, outputs: [extent] }, build) => {
      const { axis, total } = attributes as { axis: number; total: number };
      const rest = total - x!.shape[axis]!;
      return [build.one('Pad', [x!, padsOf(build, begin!, { axis, rest, rank: x!.shape.length })], extent!)];
    },
  ],
  Cast: [
    ({ inputs, attributes, outputs: [extent] }, build) =>
      'to' in attributes ? undefined : [build.one('Cast', inputs, extent!, { to: DATA_TYPES[extent!.dtype] })],
  ],
  Reshape: [
    ({ inputs: [x, given], outputs: [extent] }, build) =>
      given ? undefined : [build.one('Reshape', [x!, build.integers(extent!.shape)], extent!)],
  ],
  Expand: [
    ({ inputs: [x, given], outputs: [extent] }, build) => {
      if (given) return undefined;
      return sameShape(x!.shape, extent!.shape)
        ? [x!]
        : [build.one('Expand', [x!, build.integers(extent!.shape)], extent!)];
    },
  ],
  ...Object.fromEntries(
    ['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceProd'].map((op) => [
      op,
      [
        ({ inputs: [x, given], attributes, outputs: [extent] }, build) => {
          if (given) return undefined;
          const { axes, keepdims } = attributes as { axes: number[]; keepdims: number };
          return [build.one(op, [x!, build.integers(axes)], extent!, { keepdims })];
        },
      ] satisfies Rules[string],
    ]),
  ),
  CumSum: [
    ({ inputs: [x, given], attributes, outputs: [extent] }, build) => {
      if (given) return undefined;
      const { axis, exclusive, reverse } = attributes as Record<string, number>;
      return [
        build.one('CumSum', [x!, build.scalar(axis!, 'int32')], extent!, { exclusive: exclusive!, reverse: reverse! }),
      ];
    },
  ],
  Product: [
    ({ inputs: [a, b], attributes, outputs: [extent] }, build) => {
      const { transA, transB } = attributes as { transA: number; transB: number };
      const { shape } = extent!;
      if (!transA && !transB) return [build.float('MatMul', [a!, b!], shape)];
      if (sizeOf(shape.slice(0, -2)) !== 1) return [build.float('FusedMatMul', [a!, b!], shape, { transA, transB })];
      const flat = (x: Value) => build.reshape(x, x.shape.slice(-2));
      return [build.reshape(build.float('Gemm', [flat(a!), flat(b!)], shape.slice(-2), { transA, transB }), shape)];
    },
  ],
};

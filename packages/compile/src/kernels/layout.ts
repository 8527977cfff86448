import { backend_util, slice_util, util } from '@tensorflow/tfjs';
import { placeOn } from '../expressions/axis-place.js';
import { padAxis, sliceAxis } from '../expressions/axis-slice.js';
import type { Builder } from '../graph/builder.js';
import { along, sizeOf, type Value } from '../graph/graph.js';
import { type Kernel, type Kernels, listed, untraceable } from './kernel.js';

const identity: Kernel<'x'> = (tracer, { x }) => tracer.info(tracer.value(x), x.dtype);

const reshape: Kernel<'x'> = (tracer, { x }, { shape }) =>
  tracer.info(tracer.build.reshape(tracer.value(x), util.inferFromImplicitShape(shape, sizeOf(x.shape))));

const expandDims: Kernel<'input'> = (tracer, { input }, { dim }) => {
  const shape = [...input.shape];
  shape.splice(dim < 0 ? shape.length + 1 + dim : dim, 0, 1);
  return tracer.info(tracer.build.reshape(tracer.value(input), shape));
};

const transpose: Kernel<'x'> = (tracer, { x }, { perm }) => tracer.info(tracer.build.transpose(tracer.value(x), perm));

/** Where a slice begins is fed at every run, so that another frame or channel finds the same program. */
const slice: Kernel<'x'> = (tracer, { x }, { begin, size }) => {
  const [begins, sizes] = slice_util.parseSliceParams(x as never, begin, size) as [number[], number[]];
  const offsets = begins.map((offset, axis) => placeOn(tracer.build, offset, x.shape[axis]!));
  const sliced = offsets.reduce(
    (value, begin, axis) => sliceAxis(tracer.build, value, axis, { begin, size: sizes[axis] ?? 0 }),
    tracer.value(x),
  );
  return tracer.info(sliced);
};

const pad: Kernel<'x'> = (tracer, { x }, { paddings, constantValue }) => {
  const { build } = tracer;
  const value = tracer.value(x);
  const pairs = paddings as [number, number][];
  if (constantValue !== 0) {
    const shape = pairs.map(([before, after], axis) => along(value, axis) + before + after);
    const pads = build.integers([...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)]);
    return tracer.info(
      build.one('Pad', [value, pads, build.scalar(constantValue, value.dtype)], { shape, dtype: value.dtype }),
    );
  }
  // The last axis first: zeros of whole rows come outermost, where rewrites find them.
  const padded = pairs.reduceRight((part, [before, after], axis) => {
    const total = along(part, axis) + before + after;
    return padAxis(build, part, axis, { begin: placeOn(build, before, total), total });
  }, value);
  return tracer.info(padded);
};

const stridedSlice: Kernel<'x'> = (tracer, { x }, a) => {
  const { build } = tracer;
  const value = tracer.value(x);
  const found = slice_util.sliceInfo(
    value.shape as number[],
    a.begin,
    a.end,
    a.strides,
    a.beginMask,
    a.endMask,
    a.ellipsisMask,
    a.newAxisMask,
    a.shrinkAxisMask,
  );
  const ends = found.end.map((end, i) => ((found.strides[i] ?? 1) < 0 && end < 0 ? -(2 ** 40) : end));
  const axes = found.begin.map((_, i) => i);
  const sparse = sliced(build, value, [found.begin, ends, axes, found.strides], found.finalShapeSparse);
  return tracer.info(build.reshape(sparse, found.finalShape));
};

/** ONNX's Slice, where begins, ends and steps are of the structure. */
function sliced(
  build: Builder,
  x: Value,
  [begins, ends, axes, steps]: readonly [number[], number[], number[], number[]],
  shape: readonly number[],
): Value {
  const operands = [build.integers(begins), build.integers(ends), build.integers(axes), build.integers(steps)] as const;
  return build.one('Slice', [x, ...operands], { shape, dtype: x.dtype });
}

const concat: Kernel = (tracer, inputs, { axis }) => {
  const values = listed(inputs).map((info) => tracer.value(info));
  const [own] = util.parseAxisParam(axis, [...(values[0]?.shape ?? [])]) as [number];
  return tracer.info(joined(tracer.build, values, own));
};

function joined(build: Builder, values: readonly Value[], axis: number): Value {
  const full = values.filter(({ shape }) => sizeOf(shape) > 0);
  const [first] = values as [Value];
  const [only] = full;
  if (only && full.length === 1) return only;
  const shape = backend_util.computeOutShape(
    values.map((value) => [...value.shape]),
    axis,
  );
  return build.one('Concat', full.length > 0 ? full : [first], { shape, dtype: first.dtype }, { axis });
}

const pack: Kernel = (tracer, inputs, { axis }) => {
  const values = listed(inputs).map((info) => tracer.value(info));
  const shape = [...(values[0]?.shape ?? [])];
  const own = axis < 0 ? axis + shape.length + 1 : axis;
  shape.splice(own, 0, 1);
  return tracer.info(
    joined(
      tracer.build,
      values.map((value) => tracer.build.reshape(value, shape)),
      own,
    ),
  );
};

const split: Kernel<'x'> = (tracer, { x }, { numOrSizeSplits, axis }) => {
  const value = tracer.value(x);
  const [own] = util.parseAxisParam(axis, value.shape as number[]) as [number];
  let begin = 0;
  return backend_util.prepareSplitSize(x as never, numOrSizeSplits, own).map((size) => {
    const part = sliceAxis(tracer.build, value, own, { begin: tracer.build.integers([begin]), size });
    begin += size;
    return tracer.info(part);
  });
};

const unpack: Kernel<'value'> = (tracer, { value }, { axis }) => {
  const whole = tracer.value(value);
  const own = axis < 0 ? axis + whole.shape.length : axis;
  const shape = whole.shape.filter((_, i) => i !== own);
  return Array.from({ length: along(whole, own) }, (_, i) => {
    const part = sliceAxis(tracer.build, whole, own, { begin: tracer.build.integers([i]), size: 1 });
    return tracer.info(tracer.build.reshape(part, shape));
  });
};

const tile: Kernel<'x'> = (tracer, { x }, { reps }) => {
  const value = tracer.value(x);
  const shape = value.shape.map((extent, i) => extent * reps[i]);
  if ((reps as number[]).every((times) => times === 1)) return tracer.info(value);
  return tracer.info(tracer.build.one('Tile', [value, tracer.build.integers(reps)], { shape, dtype: value.dtype }));
};

const reverse: Kernel<'x'> = (tracer, { x }, { dims }) => {
  const { build } = tracer;
  const value = tracer.value(x);
  const axes = util.parseAxisParam(dims, value.shape as number[]);
  if (axes.length === 0) return tracer.info(value);
  const back = axes.map(() => -1);
  const before = axes.map(() => -(2 ** 40));
  return tracer.info(sliced(build, value, [back, before, axes, back], value.shape));
};

const gather: Kernel<'x' | 'indices'> = (tracer, { x, indices }, { axis, batchDims }) => {
  if (batchDims) untraceable('gather', 'batchDims is not supported');
  const [value, chosen] = [tracer.value(x), tracer.value(indices)];
  const [own] = util.parseAxisParam(axis, value.shape as number[]) as [number];
  const shape = [...value.shape.slice(0, own), ...chosen.shape, ...value.shape.slice(own + 1)];
  return tracer.info(tracer.build.one('Gather', [value, chosen], { shape, dtype: value.dtype }, { axis: own }));
};

const fill: Kernel = (tracer, _, { shape, value, dtype }) =>
  tracer.info(tracer.build.filled(value, { shape, dtype: dtype === 'int32' || dtype === 'bool' ? dtype : 'float32' }));

const like =
  (number: number): Kernel<'x'> =>
  (tracer, { x }) =>
    tracer.info(tracer.build.filled(number, tracer.value(x)), x.dtype);

const range: Kernel = (tracer, _, { start, stop, step, dtype }) => {
  const count = Math.max(0, Math.ceil((stop - start) / step));
  const values = Array.from({ length: count }, (_, i) => start + i * step);
  const data = dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
  return tracer.info(tracer.build.literal(data, { shape: [count], dtype: dtype === 'int32' ? 'int32' : 'float32' }));
};

/** Kernels that move numbers without computing. */
export const layout: Kernels = {
  Identity: identity,
  Reshape: reshape,
  ExpandDims: expandDims,
  Transpose: transpose,
  Slice: slice,
  StridedSlice: stridedSlice,
  PadV2: pad,
  Concat: concat,
  Pack: pack,
  Unpack: unpack,
  SplitV: split,
  Tile: tile,
  Reverse: reverse,
  GatherV2: gather,
  Fill: fill,
  ZerosLike: like(0),
  OnesLike: like(1),
  Range: range,
};

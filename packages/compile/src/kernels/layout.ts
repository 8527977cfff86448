import { backend_util, slice_util, util } from '@tensorflow/tfjs';
import type { Builder } from '../graph/builder.js';
import { sizeOf, type Value } from '../graph/graph.js';
import { type Kernel, type Kernels, listed, untraceable } from './kernel.js';
import { place, window } from './window.js';

const identity: Kernel = (tracer, { x }) => tracer.info(tracer.value(x!), x!.dtype);

const reshape: Kernel = (tracer, { x }, { shape }) =>
  tracer.info(tracer.build.reshape(tracer.value(x!), util.inferFromImplicitShape(shape, sizeOf(x!.shape))));

const expandDims: Kernel = (tracer, { input }, { dim }) => {
  const shape = [...input!.shape];
  shape.splice(dim < 0 ? shape.length + 1 + dim : dim, 0, 1);
  return tracer.info(tracer.build.reshape(tracer.value(input!), shape));
};

const transpose: Kernel = (tracer, { x }, { perm }) => tracer.info(tracer.build.transpose(tracer.value(x!), perm));

/** Where a slice begins is fed at every run, so that another frame or channel finds the same program. */
const slice: Kernel = (tracer, { x }, { begin, size }) => {
  const [begins, sizes] = slice_util.parseSliceParams(x as never, begin, size) as [number[], number[]];
  const offsets = begins.map((offset) => lifted(tracer.build, offset));
  const sliced = sizes.reduce(
    (value, extent, axis) => window(tracer.build, value, axis, { begin: offsets[axis]!, size: extent }),
    tracer.value(x!),
  );
  return tracer.info(sliced);
};

const lifted = (build: Builder, offset: number): Value =>
  build.lifted(BigInt64Array.of(BigInt(offset)), { shape: [1], dtype: 'int64' });

const pad: Kernel = (tracer, { x }, { paddings, constantValue }) => {
  const { build } = tracer;
  const value = tracer.value(x!);
  const pairs = paddings as [number, number][];
  if (constantValue !== 0) {
    const shape = value.shape.map((extent, i) => extent + pairs[i]![0] + pairs[i]![1]);
    const pads = build.integers([...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)]);
    return tracer.info(
      build.one('Pad', [value, pads, build.scalar(constantValue, value.dtype)], { shape, dtype: value.dtype }),
    );
  }
  // The last axis first: zeros of whole rows come outermost, where rewrites find them.
  const placed = pairs.reduceRight((part, [before, after], axis) => {
    const total = part.shape[axis]! + before + after;
    return place(build, part, axis, { begin: lifted(build, before), total });
  }, value);
  return tracer.info(placed);
};

const stridedSlice: Kernel = (tracer, { x }, a) => {
  const { build } = tracer;
  const value = tracer.value(x!);
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
  const ends = found.end.map((end, i) => (found.strides[i]! < 0 && end < 0 ? -(2 ** 40) : end));
  const axes = found.begin.map((_, i) => i);
  const operands = [found.begin, ends, axes, found.strides].map((list) => build.integers(list));
  const sparse = build.one('Slice', [value, ...operands], { shape: found.finalShapeSparse, dtype: value.dtype });
  return tracer.info(build.reshape(sparse, found.finalShape));
};

const concat: Kernel = (tracer, inputs, { axis }) => {
  const values = listed(inputs).map((info) => tracer.value(info));
  const [along] = util.parseAxisParam(axis, values[0]!.shape as number[]) as [number];
  return tracer.info(joined(tracer.build, values, along));
};

function joined(build: Builder, values: readonly Value[], axis: number): Value {
  const full = values.filter(({ shape }) => sizeOf(shape) > 0);
  const [first] = values as [Value];
  if (full.length === 1) return full[0]!;
  const shape = backend_util.computeOutShape(
    values.map((value) => [...value.shape]),
    axis,
  );
  return build.one('Concat', full.length > 0 ? full : [first], { shape, dtype: first.dtype }, { axis });
}

const pack: Kernel = (tracer, inputs, { axis }) => {
  const values = listed(inputs).map((info) => tracer.value(info));
  const shape = [...values[0]!.shape];
  const along = axis < 0 ? axis + shape.length + 1 : axis;
  shape.splice(along, 0, 1);
  return tracer.info(
    joined(
      tracer.build,
      values.map((value) => tracer.build.reshape(value, shape)),
      along,
    ),
  );
};

const split: Kernel = (tracer, { x }, { numOrSizeSplits, axis }) => {
  const value = tracer.value(x!);
  const [along] = util.parseAxisParam(axis, value.shape as number[]) as [number];
  let begin = 0;
  return backend_util.prepareSplitSize(x as never, numOrSizeSplits, along).map((size) => {
    const part = window(tracer.build, value, along, { begin: tracer.build.integers([begin]), size });
    begin += size;
    return tracer.info(part);
  });
};

const unpack: Kernel = (tracer, { value }, { axis }) => {
  const whole = tracer.value(value!);
  const along = axis < 0 ? axis + whole.shape.length : axis;
  const shape = whole.shape.filter((_, i) => i !== along);
  return Array.from({ length: whole.shape[along]! }, (_, i) => {
    const part = window(tracer.build, whole, along, { begin: tracer.build.integers([i]), size: 1 });
    return tracer.info(tracer.build.reshape(part, shape));
  });
};

const tile: Kernel = (tracer, { x }, { reps }) => {
  const value = tracer.value(x!);
  const shape = value.shape.map((extent, i) => extent * reps[i]);
  if ((reps as number[]).every((times) => times === 1)) return tracer.info(value);
  return tracer.info(tracer.build.one('Tile', [value, tracer.build.integers(reps)], { shape, dtype: value.dtype }));
};

const reverse: Kernel = (tracer, { x }, { dims }) => {
  const { build } = tracer;
  const value = tracer.value(x!);
  const axes = util.parseAxisParam(dims, value.shape as number[]);
  if (axes.length === 0) return tracer.info(value);
  const operands = [axes.map(() => -1), axes.map(() => -(2 ** 40)), axes, axes.map(() => -1)];
  return tracer.info(build.one('Slice', [value, ...operands.map((list) => build.integers(list))], value));
};

const gather: Kernel = (tracer, { x, indices }, { axis, batchDims }) => {
  if (batchDims) untraceable('gather', 'batchDims is not supported');
  const [value, chosen] = [tracer.value(x!), tracer.value(indices!)];
  const [along] = util.parseAxisParam(axis, value.shape as number[]) as [number];
  const shape = [...value.shape.slice(0, along), ...chosen.shape, ...value.shape.slice(along + 1)];
  return tracer.info(tracer.build.one('Gather', [value, chosen], { shape, dtype: value.dtype }, { axis: along }));
};

const fill: Kernel = (tracer, _, { shape, value, dtype }) =>
  tracer.info(tracer.build.filled(value, { shape, dtype: dtype === 'int32' || dtype === 'bool' ? dtype : 'float32' }));

const like =
  (number: number): Kernel =>
  (tracer, { x }) =>
    tracer.info(tracer.build.filled(number, tracer.value(x!)), x!.dtype);

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

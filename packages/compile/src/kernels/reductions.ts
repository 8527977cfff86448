import { util } from '@tensorflow/tfjs';
import type { Kernel, Kernels } from './kernel.js';

const reduction =
  (op: 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin' | 'ReduceProd'): Kernel<'x'> =>
  (tracer, { x }, { axis, reductionIndices = axis, keepDims }) => {
    const value = tracer.value(x);
    const axes = util.parseAxisParam(reductionIndices, x.shape);
    const kept = value.shape.map((extent, i) => (axes.includes(i) ? 1 : extent));
    const shape = keepDims ? kept : value.shape.filter((_, i) => !axes.includes(i));
    const counted =
      value.dtype === 'bool' ? tracer.build.one('Cast', [value], { shape: value.shape, dtype: 'int32' }) : value;
    if (axes.length === 0) return tracer.info(counted);
    const reduced = tracer.build.one(op, [counted], { shape: kept, dtype: counted.dtype }, { axes, keepdims: 1 });
    return tracer.info(tracer.build.reshape(reduced, shape));
  };

const softmax: Kernel<'logits'> = (tracer, { logits }, { dim }) => {
  const value = tracer.value(logits);
  const axis = dim < 0 ? value.shape.length + dim : dim;
  return tracer.info(tracer.build.one('Softmax', [value], value, { axis }));
};

const argument =
  (op: 'ArgMax' | 'ArgMin'): Kernel<'x'> =>
  (tracer, { x }, { axis }) => {
    const value = tracer.value(x);
    const [along] = util.parseAxisParam(axis, x.shape) as [number];
    const shape = value.shape.filter((_, i) => i !== along);
    const found = tracer.build.one(op, [value], { shape, dtype: 'int64' }, { axis: along, keepdims: 0 });
    return tracer.info(tracer.build.one('Cast', [found], { shape, dtype: 'int32' }));
  };

const cumsum: Kernel<'x'> = (tracer, { x }, { axis, exclusive, reverse }) => {
  const value = tracer.value(x);
  const [along] = util.parseAxisParam(axis, x.shape) as [number];
  const attributes = { axis: along, exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 };
  return tracer.info(tracer.build.one('CumSum', [value], value, attributes));
};

const topK: Kernel<'x'> = (tracer, { x }, { k }) => {
  const value = tracer.value(x);
  const shape = value.shape.with(-1, k);
  const largest = tracer.build.one('TopKValues', [value], { shape, dtype: value.dtype }, { k });
  const places = tracer.build.one('TopKIndices', [value], { shape, dtype: 'int64' }, { k });
  return [tracer.info(largest), tracer.info(tracer.build.one('Cast', [places], { shape, dtype: 'int32' }))];
};

/** Kernels that gather along an axis: sums, extremes, softmax. */
export const reductions: Kernels = {
  Sum: reduction('ReduceSum'),
  Mean: reduction('ReduceMean'),
  Max: reduction('ReduceMax'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  Softmax: softmax,
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Cumsum: cumsum,
  TopK: topK,
};

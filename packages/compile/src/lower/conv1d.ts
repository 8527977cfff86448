import { padAxis } from '../expressions/axis-slice.js';
import { fitted, rowsFrom } from '../expressions/frames.js';
import { multiply } from '../expressions/multiply.js';
import { prepacked } from '../expressions/prepacked.js';
import { overlapped, tapColumns } from '../expressions/single-channel-conv1d.js';
import type { Builder, Rules } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';

/**
 * Convolutions as products of matrices, several times as fast as ONNX Runtime's one-dimensional Conv and ConvTranspose.
 * Forward: frames are seen as rows of `stride` frames; each run of `stride` taps is a product with shifted rows, summed
 * through Gemm's third operand.
 */
function forward(build: Builder, x: Value, kernel: Value, stride: number): Value {
  const [batch, frames] = x.shape as [number, number];
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  const count = Math.floor((frames - taps) / stride) + 1;
  const shape = [batch * count, outputs];
  const runs = Array.from({ length: Math.ceil(taps / stride) }, (_, i) => i * stride);
  const product = runs.reduce<Value | undefined>((sum, first) => {
    const run = Math.min(stride, taps - first);
    const rows = build.reshape(rowsFrom(build, x, { first, run, stride, count }), [batch * count, run * inputs]);
    const matrix = prepacked(build, kernel, {
      name: `conv1d.forward.${first}.${run}`,
      shape: [run * inputs, outputs],
      pack: (data) => {
        const out = new Float32Array(run * inputs * outputs);
        for (let o = 0; o < outputs; o++)
          for (let i = 0; i < inputs; i++)
            for (let t = 0; t < run; t++)
              out[(t * inputs + i) * outputs + o] = data[(o * inputs + i) * taps + first + t]!;
        return out;
      },
    });
    return sum ? build.float('Gemm', [rows, matrix, sum], shape) : build.float('MatMul', [rows, matrix], shape);
  }, undefined);
  return build.reshape(product ?? build.filled(0, { shape, dtype: 'float32' }), [batch, count, outputs]);
}

/**
 * Backward, one product for each phase of the stride: the frames that a phase holds are reached by the taps of that phase
 * only, so nothing is added up afterwards; the products are interleaved by a Concat. One input channel would make
 * these products narrow: there the taps are spread in one product and overlap-added.
 */
function backward(
  build: Builder,
  dy: Value,
  kernel: Value,
  { frames, stride }: { frames: number; stride: number },
): Value {
  const [batch, count] = dy.shape as [number, number];
  const [, inputs, taps] = kernel.shape as [number, number, number];
  const rows = count + Math.ceil(taps / stride) - 1;
  if (inputs === 1) return overlapped(build, tapColumns(build, dy, kernel), { stride, frames });
  const spread = build.reshape(interleaved(build, dy, kernel, stride), [batch, rows * stride, inputs]);
  return fitted(build, spread, frames);
}

function interleaved(build: Builder, dy: Value, kernel: Value, stride: number): Value {
  const [batch, count, outputs] = dy.shape as [number, number, number];
  const [, inputs, taps] = kernel.shape as [number, number, number];
  const rows = count + Math.ceil(taps / stride) - 1;
  const zero = build.integers([0]);
  const components = Array.from({ length: stride }, (_, phase) => {
    const own = Math.ceil((taps - phase) / stride);
    if (own <= 0) return build.filled(0, { shape: [batch, rows, inputs], dtype: 'float32' });
    const total = count + own - 1;
    const shifted = Array.from({ length: own }, (_, j) => padAxis(build, dy, 1, { begin: build.integers([j]), total }));
    const wide = own === 1 ? dy : build.float('Concat', shifted, [batch, total, own * outputs], { axis: 2 });
    const matrix = prepacked(build, kernel, {
      name: `conv1d.phase.${phase}.${stride}`,
      shape: [own * outputs, inputs],
      pack: (data) => {
        const out = new Float32Array(own * outputs * inputs);
        for (let j = 0; j < own; j++)
          for (let o = 0; o < outputs; o++)
            for (let i = 0; i < inputs; i++)
              out[(j * outputs + o) * inputs + i] = data[(o * inputs + i) * taps + phase + j * stride]!;
        return out;
      },
    });
    return padAxis(build, multiply(build, wide, matrix), 1, { begin: zero, total: rows });
  });
  const [only] = components;
  if (only && stride === 1) return only;
  return build.float('Concat', components, [batch, rows, stride * inputs], { axis: 2 });
}

/** One-dimensional convolution without padding, and its gradient. */
export const conv1d: Rules = {
  Conv1d: [
    ({ inputs: [x, kernel, bias], attributes: { stride } }, build) => {
      const product = forward(build, x, kernel, stride);
      return [bias ? build.float('Add', [product, bias], product.shape) : product];
    },
  ],
  Conv1dGradient: [
    ({ inputs: [dy, x, kernel], attributes: { stride } }, build) => [
      backward(build, dy, kernel, { frames: along(x, 1), stride }),
    ],
  ],
};

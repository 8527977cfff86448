import type { Builder, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { place } from '../kernels/window.js';
import { arranged } from './arranged.js';
import { fitted, rowsFrom } from './frames.js';
import { multiply } from './multiply.js';
import { overlapped, tapColumns } from './thin-conv1d.js';

/**
 * Convolutions as products of matrices, several times as fast as ONNX Runtime's one-dimensional Conv and ConvTranspose.
 * Forward: frames are seen as rows of `stride` frames; each run of `stride` taps is a product with shifted rows, summed
 * through Gemm's third operand.
 */
function forward(build: Builder, x: Value, kernel: Value, stride: number): Value {
  const [batch, frames] = x.shape as [number, number];
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  const count = Math.floor((frames - taps) / stride) + 1;
  let sum: Value | undefined;
  for (let first = 0; first < taps; first += stride) {
    const run = Math.min(stride, taps - first);
    const rows = build.reshape(rowsFrom(build, x, { first, run, stride, count }), [batch * count, run * inputs]);
    const matrix = arranged(build, kernel, {
      name: `conv1d.forward.${first}.${run}`,
      shape: [run * inputs, outputs],
      arrange: (data) => {
        const out = new Float32Array(run * inputs * outputs);
        for (let o = 0; o < outputs; o++)
          for (let i = 0; i < inputs; i++)
            for (let t = 0; t < run; t++)
              out[(t * inputs + i) * outputs + o] = data[(o * inputs + i) * taps + first + t]!;
        return out;
      },
    });
    const shape = [batch * count, outputs];
    sum = sum ? build.float('Gemm', [rows, matrix, sum], shape) : build.float('MatMul', [rows, matrix], shape);
  }
  return build.reshape(sum!, [batch, count, outputs]);
}

/**
 * Backward, one product for each phase of the stride: the frames that a phase holds are reached by the taps of that phase
 * only, so nothing is added up afterwards; the phases are interleaved by a Concat. One input channel would make
 * these products thin: there the taps are spread in one product and overlap-added.
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
  const phases = Array.from({ length: stride }, (_, phase) => {
    const own = Math.ceil((taps - phase) / stride);
    if (own <= 0) return build.filled(0, { shape: [batch, rows, inputs], dtype: 'float32' });
    const total = count + own - 1;
    const shifted = Array.from({ length: own }, (_, j) => place(build, dy, 1, { begin: build.integers([j]), total }));
    const wide = own === 1 ? dy : build.float('Concat', shifted, [batch, total, own * outputs], { axis: 2 });
    const matrix = arranged(build, kernel, {
      name: `conv1d.phase.${phase}.${stride}`,
      shape: [own * outputs, inputs],
      arrange: (data) => {
        const out = new Float32Array(own * outputs * inputs);
        for (let j = 0; j < own; j++)
          for (let o = 0; o < outputs; o++)
            for (let i = 0; i < inputs; i++)
              out[(j * outputs + o) * inputs + i] = data[(o * inputs + i) * taps + phase + j * stride]!;
        return out;
      },
    });
    return place(build, multiply(build, wide, matrix), 1, { begin: zero, total: rows });
  });
  return stride === 1 ? phases[0]! : build.float('Concat', phases, [batch, rows, stride * inputs], { axis: 2 });
}

/** One-dimensional convolution without padding, and its gradient. */
export const conv1d: Rules = {
  Conv1d: [
    ({ inputs: [x, kernel, bias], attributes }, build) => {
      const product = forward(build, x!, kernel!, attributes.stride as number);
      return [bias ? build.float('Add', [product, bias], product.shape) : product];
    },
  ],
  Conv1dGradient: [
    ({ inputs: [dy, x, kernel], attributes }, build) => {
      const [frames, stride] = [x!.shape[1]!, attributes.stride as number];
      return [backward(build, dy!, kernel!, { frames, stride })];
    },
  ],
};

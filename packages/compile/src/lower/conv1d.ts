import type { Builder, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { place, window } from '../kernels/window.js';
import { arranged } from './arranged.js';

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

/** Frames `first`, `first + 1` … of every window: `[batch, count, run · inputs]`. */
export function rowsFrom(
  build: Builder,
  x: Value,
  { first, run, stride, count }: { first: number; run: number; stride: number; count: number },
): Value {
  const [batch, frames, inputs] = x.shape as [number, number, number];
  const reach = first + count * stride;
  const long = reach > frames ? place(build, x, 1, { begin: build.integers([0]), total: reach }) : x;
  const from = window(build, long, 1, { begin: build.integers([first]), size: count * stride });
  const rows = build.reshape(from, [batch, count, stride * inputs]);
  return window(build, rows, 2, { begin: build.integers([0]), size: run * inputs });
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
  const spread = inputs === 1 ? overlapped(build, dy, kernel, stride) : interleaved(build, dy, kernel, stride);
  return fitted(build, build.reshape(spread, [batch, rows * stride, inputs]), frames);
}

/** A signal `[batch, frames, channels]` cut or filled with zeros at its end. */
export function fitted(build: Builder, signal: Value, frames: number): Value {
  const begin = build.integers([0]);
  if (signal.shape[1]! > frames) return window(build, signal, 1, { begin, size: frames });
  return place(build, signal, 1, { begin, total: frames });
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
    const flat = build.reshape(wide, [batch * total, own * outputs]);
    const product = build.float('MatMul', [flat, matrix], [batch * total, inputs]);
    return place(build, build.reshape(product, [batch, total, inputs]), 1, { begin: zero, total: rows });
  });
  return stride === 1 ? phases[0]! : build.float('Concat', phases, [batch, rows, stride * inputs], { axis: 2 });
}

function overlapped(build: Builder, dy: Value, kernel: Value, stride: number): Value {
  const [batch, count, outputs] = dy.shape as [number, number, number];
  const [, inputs, taps] = kernel.shape as [number, number, number];
  const matrix = arranged(build, kernel, {
    name: 'conv1d.spread',
    shape: [outputs, taps * inputs],
    arrange: (data) => {
      const out = new Float32Array(data.length);
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++)
          for (let t = 0; t < taps; t++) out[(o * taps + t) * inputs + i] = data[(o * inputs + i) * taps + t]!;
      return out;
    },
  });
  const flat = build.reshape(dy, [batch * count, outputs]);
  const all = build.float('MatMul', [flat, matrix], [batch * count, taps * inputs]);
  return overlapAdd(build, build.reshape(all, [batch, count, taps * inputs]), stride * inputs);
}

/** Sums windows `[batch, count, width]` that begin `step` numbers apart into rows of `step`. */
export function overlapAdd(build: Builder, columns: Value, step: number): Value {
  const [, count, width] = columns.shape as [number, number, number];
  const runs = Math.ceil(width / step);
  const parts = Array.from({ length: runs }, (_, j) => {
    const size = Math.min(step, width - j * step);
    const own = window(build, columns, 2, { begin: build.integers([j * step]), size });
    const wide = place(build, own, 2, { begin: build.integers([0]), total: step });
    return place(build, wide, 1, { begin: build.integers([j]), total: count + runs - 1 });
  });
  return parts.reduce((sum, part) => build.float('Add', [sum, part], sum.shape));
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

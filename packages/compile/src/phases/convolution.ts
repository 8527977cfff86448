import type { Builder, Rule, Rules } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import { arranged } from '../lower/arranged.js';
import { multiply } from '../lower/multiply.js';
import { overlapped, tapRows, windowsOf } from '../lower/thin-conv1d.js';
import { inPhases, interleave, phaseCount, phasesIn, phasesOf, rowsAt } from './interleave.js';
import { type Addend, type Taps, twoTaps } from './two-taps.js';

/** One tap of a kernel `[out, in, taps]`, or a weighted sum of two, as a matrix `[out, in]`. */
function tapMatrix(build: Builder, kernel: Value, parts: readonly [tap: number, weight: number][]): Value {
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  // In one order, so that both ways find the same sums.
  const sorted = [...parts].sort(([a], [b]) => a - b);
  return arranged(build, kernel, {
    name: `conv1d.tap.${sorted}`,
    shape: [outputs, inputs],
    arrange: (data) => {
      const out = new Float32Array(outputs * inputs);
      for (const [tap, weight] of parts) for (let i = 0; i < out.length; i++) out[i]! += weight * data[i * taps + tap]!;
      return out;
    },
  });
}

/** The matrices of {@link twoTaps} out of two taps of a kernel. */
function tapPair(build: Builder, kernel: Value, [u, v]: readonly [number, number], turned: boolean): Taps {
  const matrix = (...parts: [number, number][]) => tapMatrix(build, kernel, parts);
  return {
    u: matrix([u, 1]),
    v: matrix([v, 1]),
    sum: matrix([u, 1], [v, 1]),
    halfSum: matrix([u, 0.5], [v, 0.5]),
    halfDifference: matrix([u, 0.5], [v, -0.5]),
    turned,
  };
}

/** A convolution from `stride · count` phases to `count`. */
const forward: Rule = ({ inputs: [x, kernel, bias], attributes, outputs: [extent] }, build) => {
  const stride = attributes.stride as number;
  const [, inputs, taps] = kernel!.shape as [number, number, number];
  const frames = extent!.shape[1]!;
  const count = phaseCount(extent!.shape);
  if (count === 1 && !phasesIn(x!)) return undefined;
  if (inputs === 1) return [thin(build, x!, kernel!, bias, { stride, count, frames })];
  const height = Math.ceil(frames / count);
  const given = phasesOf(build, x!, stride * count);
  const at = (frame: number) => rowsAt(build, given[frame % given.length]!, Math.floor(frame / given.length), height);
  const along = (phase: number, tap: number, sum?: Value) =>
    multiply(build, at(phase * stride + tap), tapMatrix(build, kernel!, [[tap, 1]]), { sum, turned: true });
  const phases = Array.from({ length: count }, (_, phase) => phase);
  const rows =
    stride === 2 && taps === 3
      ? twoTaps(
          build,
          [...phases, count].map((phase) => at(2 * phase)),
          tapPair(build, kernel!, [0, 2], true),
          phases.map(
            (phase): Addend =>
              (sum) =>
                along(phase, 1, withBias(build, sum, bias)),
          ),
        )
      : phases.map((phase) => {
          let sum = bias;
          for (let tap = 0; tap < taps; tap++) sum = along(phase, tap, sum);
          return sum!;
        });
  return [interleave(build, { rows, frames, clean: false })];
};

function withBias(build: Builder, sum: Value | undefined, bias: Value | undefined): Value | undefined {
  return sum && bias ? build.float('Add', [sum, bias], sum.shape) : (sum ?? bias);
}

/** A convolution of one channel: its windows are narrow, so they are gathered and only then split. */
function thin(
  build: Builder,
  x: Value,
  kernel: Value,
  bias: Value | undefined,
  { stride, count, frames }: { stride: number; count: number; frames: number },
): Value {
  const taps = kernel.shape[2]!;
  const matrix = tapRows(build, kernel);
  const windows = windowsOf(build, x, { taps, stride, count: frames });
  const rows = phasesOf(build, windows, count).map((phase) => multiply(build, phase, matrix, { sum: bias }));
  return interleave(build, { rows, frames, clean: false });
}

/** The gradient of a convolution, from `count` phases to `stride · count`. */
const backward: Rule = ({ inputs: [dy, x, kernel], attributes }, build) => {
  const stride = attributes.stride as number;
  const [, inputs, taps] = kernel!.shape as [number, number, number];
  const count = phaseCount(dy!.shape);
  if (count === 1 && !phasesIn(dy!) && !phasesIn(x!)) return undefined;
  const frames = x!.shape[1]!;
  if (inputs === 1) {
    const columns = build.float(
      'Product',
      [inPhases(build, dy!, count), tapRows(build, kernel!)],
      dy!.shape.with(2, taps),
      {
        transA: 0,
        transB: 1,
      },
    );
    return [overlapped(build, columns, { stride, frames })];
  }
  const height = Math.ceil(frames / (stride * count));
  const given = phasesOf(build, dy!, count, { clean: true });
  const at = (frame: number) =>
    rowsAt(build, given[((frame % count) + count) % count]!, Math.floor(frame / count), height);
  const along = (phase: number, tap: number, sum?: Value) =>
    multiply(build, at(phase), tapMatrix(build, kernel!, [[tap, 1]]), { sum });
  const phases = Array.from({ length: count }, (_, phase) => phase);
  const own = (offset: number): Value[] => {
    if (stride === 2 && taps === 3 && offset === 0) {
      return twoTaps(
        build,
        [-1, ...phases].map(at),
        tapPair(build, kernel!, [2, 0], false),
        phases.map((): Addend => (sum) => sum),
      );
    }
    return phases.map((phase) => {
      let sum: Value | undefined;
      for (let tap = offset; tap < taps; tap += stride) sum = along(phase - (tap - offset) / stride, tap, sum);
      return sum ?? build.filled(0, { shape: [x!.shape[0]!, height, inputs], dtype: 'float32' });
    });
  };
  const offsets = Array.from({ length: stride }, (_, offset) => own(offset));
  const rows = phases.flatMap((phase) => offsets.map((list) => list[phase]!));
  return [interleave(build, { rows, frames, clean: true })];
};

/** Convolutions of signals that are large enough to be computed in phases, and their gradients. */
export const phasedConvolution: Rules = { Conv1d: [forward], Conv1dGradient: [backward] };

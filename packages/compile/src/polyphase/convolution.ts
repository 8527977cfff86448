import { multiply } from '../expressions/multiply.js';
import { prepacked } from '../expressions/prepacked.js';
import { overlapped, tapRows, windowsOf } from '../expressions/single-channel-conv1d.js';
import type { Builder, Rule, Rules } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { asPolyphase, componentCount, componentsOf, interleave, polyphaseIn, rowsAt } from './components.js';
import { type Addend, type Taps, winograd } from './winograd.js';

/** One tap of a kernel `[out, in, taps]`, or a weighted sum of two, as a matrix `[out, in]`. */
function tapMatrix(build: Builder, kernel: Value, parts: readonly [tap: number, weight: number][]): Value {
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  // In one order, so that both ways find the same sums.
  const sorted = [...parts].sort(([a], [b]) => a - b);
  return prepacked(build, kernel, {
    name: `conv1d.tap.${sorted}`,
    shape: [outputs, inputs],
    pack: (data) => {
      const out = new Float32Array(outputs * inputs);
      for (const [tap, weight] of parts) for (let i = 0; i < out.length; i++) out[i]! += weight * data[i * taps + tap]!;
      return out;
    },
  });
}

/** The matrices of {@link winograd} out of two taps of a kernel. */
function winogradTaps(build: Builder, kernel: Value, [u, v]: readonly [number, number], transposed: boolean): Taps {
  const matrix = (...parts: [number, number][]) => tapMatrix(build, kernel, parts);
  return {
    u: matrix([u, 1]),
    v: matrix([v, 1]),
    sum: matrix([u, 1], [v, 1]),
    halfSum: matrix([u, 0.5], [v, 0.5]),
    halfDifference: matrix([u, 0.5], [v, -0.5]),
    transposed,
  };
}

/** Frame `n` of every window of a signal of components, wherever it lies: `height` rows of the component of its phase. */
function framesAt(build: Builder, components: readonly Value[], n: number, height: number): Value {
  const count = components.length;
  const phase = ((n % count) + count) % count;
  return rowsAt(build, components[phase] as Value, Math.floor(n / count), height);
}

/** A convolution from `stride · count` components to `count`. */
const forward: Rule<'Conv1d'> = (
  { inputs: [x, kernel, bias], attributes: { stride }, outputs: [{ shape }] },
  build,
) => {
  const [, inputs, taps] = kernel.shape as [number, number, number];
  const [, frames] = shape as [number, number, number];
  const count = componentCount(shape);
  if (count === 1 && !polyphaseIn(x)) return undefined;
  if (inputs === 1) return [singleChannel(build, [x, kernel, bias], { stride, count, frames })];
  const height = Math.ceil(frames / count);
  const given = componentsOf(build, x, stride * count);
  const at = (frame: number) => framesAt(build, given, frame, height);
  const plus = (phase: number, tap: number, sum?: Value) =>
    multiply(build, at(phase * stride + tap), tapMatrix(build, kernel, [[tap, 1]]), { sum, transposed: true });
  const indices = Array.from({ length: count }, (_, phase) => phase);
  if (stride === 2 && taps === 3) {
    const outer = winogradTaps(build, kernel, [0, 2], true);
    const addends = indices.map(
      (phase): Addend =>
        (sum) =>
          plus(phase, 1, withBias(build, sum, bias)),
    );
    const signals = [...indices, count].map((phase) => at(2 * phase));
    return [interleave(build, { components: winograd(build, signals, outer, addends), frames, clean: false })];
  }
  const components = indices.map((phase) => {
    let sum = plus(phase, 0, bias);
    for (let tap = 1; tap < taps; tap++) sum = plus(phase, tap, sum);
    return sum;
  });
  return [interleave(build, { components, frames, clean: false })];
};

function withBias(build: Builder, sum: Value | undefined, bias: Value | undefined): Value | undefined {
  return sum && bias ? build.float('Add', [sum, bias], sum.shape) : (sum ?? bias);
}

/** A convolution of one channel: its windows are narrow, so they are gathered and only then split. */
function singleChannel(
  build: Builder,
  [x, kernel, bias]: readonly [x: Value, kernel: Value, bias: Value | undefined],
  { stride, count, frames }: { stride: number; count: number; frames: number },
): Value {
  const matrix = tapRows(build, kernel);
  const windows = windowsOf(build, x, { taps: along(kernel, 2), stride, count: frames });
  const components = componentsOf(build, windows, count).map((rows) => multiply(build, rows, matrix, { sum: bias }));
  return interleave(build, { components, frames, clean: false });
}

/** The gradient of a convolution, from `count` components to `stride · count`. */
const backward: Rule<'Conv1dGradient'> = ({ inputs: [dy, x, kernel], attributes: { stride } }, build) => {
  const [, inputs, taps] = kernel.shape as [number, number, number];
  const count = componentCount(dy.shape);
  if (count === 1 && !polyphaseIn(dy) && !polyphaseIn(x)) return undefined;
  const [batch, frames] = x.shape as [number, number, number];
  if (inputs === 1) {
    const operands = [asPolyphase(build, dy, count), tapRows(build, kernel)] as const;
    const columns = build.float('Product', operands, dy.shape.with(2, taps), { transA: 0, transB: 1 });
    return [overlapped(build, columns, { stride, frames })];
  }
  const height = Math.ceil(frames / (stride * count));
  const given = componentsOf(build, dy, count, { clean: true });
  const at = (frame: number) => framesAt(build, given, frame, height);
  const plus = (phase: number, tap: number, sum?: Value) =>
    multiply(build, at(phase), tapMatrix(build, kernel, [[tap, 1]]), { sum });
  const indices = Array.from({ length: count }, (_, phase) => phase);
  const own = (offset: number): Value[] => {
    if (stride === 2 && taps === 3 && offset === 0) {
      const signals = [-1, ...indices].map(at);
      return winograd(
        build,
        signals,
        winogradTaps(build, kernel, [2, 0], false),
        indices.map((): Addend => (sum) => sum),
      );
    }
    return indices.map((phase) => {
      let sum: Value | undefined;
      for (let tap = offset; tap < taps; tap += stride) sum = plus(phase - (tap - offset) / stride, tap, sum);
      return sum ?? build.filled(0, { shape: [batch, height, inputs], dtype: 'float32' });
    });
  };
  const offsets = Array.from({ length: stride }, (_, offset) => own(offset));
  const components = indices.flatMap((phase) => offsets.map((list) => list[phase] as Value));
  return [interleave(build, { components, frames, clean: true })];
};

/** Convolutions of signals that are large enough to be made of components, and their gradients. */
export const polyphaseConvolution: Rules = { Conv1d: [forward], Conv1dGradient: [backward] };

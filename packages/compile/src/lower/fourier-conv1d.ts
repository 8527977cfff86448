import { sliceAxis } from '../expressions/axis-slice.js';
import { prepacked } from '../expressions/prepacked.js';
import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

/** A grouped convolution of stride 1 over padded frames, forward or as the gradient of one. */
export interface LongConvolution {
  /** `[batch, frames, channels]`: the input forward, the cotangent backward. */
  readonly signal: Value;
  /** `[out, in / groups, taps]`, of the forward direction. */
  readonly kernel: Value;
  readonly groups: number;
  /** Frames of the answer. */
  readonly frames: number;
  /** The tap that meets a frame of its own time. */
  readonly centre: number;
  readonly backward: boolean;
}

/**
 * A convolution of many taps over few frames by the discrete Fourier transform, all of it products of matrices: the
 * signal's transform by a matrix of sines and cosines, for each frequency and group a small product with the kernel's
 * transform, and back. The kernel's transform depends on constants only, so ONNX Runtime computes it once, when it loads the
 * program. Backward the kernel's transform is conjugated and its channels are exchanged.
 *
 * The period is odd (no Nyquist frequency) and just long enough that nothing wraps round; taps that reach no frame are
 * left out.
 */
export function convolveByFourier(build: Builder, convolution: LongConvolution): Value {
  const { signal, kernel, groups, frames, backward } = convolution;
  const [batch, length, channels] = signal.shape as [number, number, number];
  const [outputs, within] = kernel.shape as [number, number, number];
  const { period, lags } = reach(convolution);
  const frequencies = (period + 1) / 2;
  const own = channels / groups;
  const answers = backward ? within : outputs / groups;
  const matMul = (a: Value, b: Value, shape: readonly number[]) => build.float('MatMul', [a, b], shape);

  const table = (name: string, shape: readonly number[], pack: () => Float32Array) =>
    prepacked(build, kernel, { name: `fourier.${name}.${period}.${shape}.${backward}`, shape, pack });
  const there = table('there', [2 * frequencies, length], () => forwardMatrix(period, length));
  const back = table('back', [frames, 4 * frequencies], () => inverseMatrix({ period, frames, backward }));
  const transform = matMul(there, signal, [batch, 2 * frequencies, channels]);
  const byFrequency = build.transpose(build.reshape(transform, [batch, frequencies, 2, groups, own]), [1, 3, 0, 2, 4]);
  const rows = build.reshape(byFrequency, [frequencies * groups, 2 * batch, own]);
  const filters = filtersOf(build, convolution, { period, lags });
  const product = matMul(rows, filters, [frequencies * groups, 2 * batch, 2 * answers]);
  const parts = build.transpose(build.reshape(product, [frequencies, groups, batch, 4, answers]), [2, 0, 3, 1, 4]);
  const flat = build.reshape(parts, [batch, 4 * frequencies, groups * answers]);
  return matMul(back, flat, [batch, frames, groups * answers]);
}

/** Multiplications of this way and of the direct one, for each item. */
export function fourierCost(convolution: LongConvolution): { fourier: number; direct: number } {
  const { signal, kernel, groups, frames } = convolution;
  const [, length, channels] = signal.shape as [number, number, number];
  const [outputs, within, taps] = kernel.shape as [number, number, number];
  const answers = convolution.backward ? within * groups : outputs;
  const { period } = reach(convolution);
  const direct = frames * outputs * within * taps;
  return { fourier: period * (length * channels + 2 * frames * answers + 2 * outputs * within), direct };
}

interface Reach {
  readonly period: number;
  /** First and last tap that can meet a frame. */
  readonly lags: readonly [first: number, last: number];
}

/** Tap j joins an input frame to the output frame `centre − j` after it. */
function reach({ signal, kernel, frames, centre, backward }: LongConvolution): Reach {
  const taps = kernel.shape[2]!;
  const length = signal.shape[1]!;
  const [inputs, outputs] = backward ? [frames, length] : [length, frames];
  const lags = [Math.max(0, centre - outputs + 1), Math.min(taps - 1, centre + inputs - 1)] as const;
  const shortest = Math.max(inputs + centre - lags[0], outputs + lags[1] - centre);
  return { lags, period: shortest % 2 === 1 ? shortest : shortest + 1 };
}

/** `[2 · frequencies, length]`: for each frequency a row of cosines and one of negative sines. */
function forwardMatrix(period: number, length: number): Float32Array {
  const frequencies = (period + 1) / 2;
  const data = new Float32Array(2 * frequencies * length);
  for (let f = 0; f < frequencies; f++) {
    for (let t = 0; t < length; t++) {
      const angle = angleOf(f * t, period);
      data[2 * f * length + t] = Math.cos(angle);
      data[(2 * f + 1) * length + t] = -Math.sin(angle);
    }
  }
  return data;
}

/** `[frames, 4 · frequencies]`: back to frames from the products of real and imaginary parts, signal's first. */
function inverseMatrix({
  period,
  frames,
  backward,
}: {
  period: number;
  frames: number;
  backward: boolean;
}): Float32Array {
  const frequencies = (period + 1) / 2;
  const sign = backward ? -1 : 1;
  const data = new Float32Array(frames * 4 * frequencies);
  for (let t = 0; t < frames; t++) {
    for (let f = 0; f < frequencies; f++) {
      const angle = angleOf(f * t, period);
      const weight = (f === 0 ? 1 : 2) / period;
      const [cosine, sine] = [weight * Math.cos(angle), weight * Math.sin(angle)];
      data.set([cosine, -sign * sine, -sine, -sign * cosine], (t * frequencies + f) * 4);
    }
  }
  return data;
}

/** `[2 · frequencies, lags]`: what each tap that reaches a frame adds to real and imaginary parts. */
function tapMatrix({ period, lags: [first, last] }: Reach, centre: number): Float32Array {
  const [frequencies, count] = [(period + 1) / 2, last - first + 1];
  const data = new Float32Array(2 * frequencies * count);
  for (let f = 0; f < frequencies; f++) {
    for (let j = 0; j < count; j++) {
      const angle = angleOf(f * (first + j - centre), period);
      data[2 * f * count + j] = Math.cos(angle);
      data[(2 * f + 1) * count + j] = Math.sin(angle);
    }
  }
  return data;
}

/** The kernel's transform, `[frequencies · groups, own channels, (real, imaginary) · answer's channels]`. */
function filtersOf(build: Builder, { kernel, groups, centre, backward }: LongConvolution, reached: Reach): Value {
  const [outputs, within, taps] = kernel.shape as [number, number, number];
  const { period, lags } = reached;
  const [frequencies, first, count] = [(period + 1) / 2, lags[0], lags[1] - lags[0] + 1];
  const matrix = prepacked(build, kernel, {
    name: `fourier.taps.${period}.${lags}.${centre}`,
    shape: [2 * frequencies, count],
    pack: () => tapMatrix(reached, centre),
  });
  const all = build.reshape(kernel, [outputs * within, taps]);
  const reaching = sliceAxis(build, all, 1, { begin: build.integers([first]), size: count });
  const transform = build.float('Gemm', [matrix, reaching], [2 * frequencies, outputs * within], { transB: 1 });
  const split = build.reshape(transform, [frequencies, 2, groups, outputs / groups, within]);
  const transposed = build.transpose(split, backward ? [0, 2, 3, 1, 4] : [0, 2, 4, 1, 3]);
  const shape = backward ? [outputs / groups, 2 * within] : [within, (2 * outputs) / groups];
  return build.reshape(transposed, [frequencies * groups, ...shape]);
}

const angleOf = (turns: number, period: number): number => (2 * Math.PI * (turns % period)) / period;

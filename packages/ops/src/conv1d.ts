import { checkNumber, InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { inputLast, type TapRun, tapRun } from './conv1d-layouts.js';
import { libtensorflow } from './libtensorflow.js';
import { namedOp } from './named-op.js';
import type { Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/** Options of {@link conv1d}. */
export interface Conv1dOptions {
  /** Input frames between two output frames, at least 1. */
  readonly stride: number;
  /** `[out]`; none unless given. */
  readonly bias?: Weight | undefined;
}

/**
 * One-dimensional convolution without padding, `[batch, frames, in] → [batch, ⌊(frames − taps) / stride⌋ + 1, out]`
 * (torch.nn.Conv1d with its last two axes swapped). The gradient, to `x` only, is a GEMM for every `stride` taps, with
 * the batch folded into its rows, and an overlap-add: TensorFlow.js's own is a scalar loop on wasm and cpu.
 * @param kernel `[out, in, taps]`.
 * @throws InputError for another number of channels or fewer frames than taps.
 */
export function conv1d(x: tf.Tensor3D, kernel: Weight, { stride, bias }: Conv1dOptions): tf.Tensor3D {
  checkNumber('conv1d stride', stride, { min: 1, integer: true });
  const [, inputs, taps] = kernel.shape as [number, number, number];
  const [, frames, channels] = x.shape;
  if (channels !== inputs || frames < taps) {
    throw new InputError(
      `conv1d takes [batch, frames, ${inputs}] with at least ${taps} frames, got an input of shape [${x.shape}]`,
    );
  }
  const named = { name: 'Conv1d', weights: { kernel, bias }, attributes: { stride } };
  return namedOp(x, named, () => plainConv1d(x, kernel, { stride, bias }));
}

function plainConv1d(x: tf.Tensor3D, kernel: Weight, { stride, bias }: Conv1dOptions): tf.Tensor3D {
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  const [batch, frames] = x.shape;
  const count = Math.floor((frames - taps) / stride) + 1;
  return withGradient(x, (input) => {
    const image: tf.Tensor4D = tf.reshape(input, [batch, 1, frames, inputs]);
    const product = tf.conv2d(image, kernel.tensor(inputLast) as tf.Tensor4D, [1, stride], 'valid');
    const value: tf.Tensor3D = tf.reshape(product, [batch, count, outputs]);
    return {
      value: bias ? tf.add(value, bias.tensor()) : value,
      gradient: (dy) => {
        if (libtensorflow() === 'gpu') {
          const filter = kernel.tensor(inputLast) as tf.Tensor4D;
          const answer: tf.Tensor4D = tf.reshape(dy, [batch, 1, count, outputs]);
          const back = tf.conv2dTranspose(answer, filter, [batch, 1, frames, inputs], [1, stride], 'valid');
          return tf.reshape(back, [batch, frames, inputs]);
        }
        const rows = tf.reshape(dy, [batch * count, outputs]);
        const reach = Math.max(frames, count * stride);
        const parts = tapRuns(taps, stride).map((run) => {
          const spread = widen(tf.matMul(rows, kernel.tensor(tapRun(run))), run, { stride, inputs });
          const signal = tf.reshape(spread, [batch, count * stride, inputs]);
          return padFrames(signal, run.start, reach - run.start - count * stride);
        });
        const sum = parts.reduce((total, part) => tf.add(total, part));
        return reach === frames ? sum : tf.slice(sum, [0, 0, 0], [batch, frames, inputs]);
      },
    };
  });
}

/** A run of taps seen as columns of rows of `stride` frames, row `r` beginning at frame `start + r · stride`. */
interface PlacedRun extends TapRun {
  readonly start: number;
}

/**
 * The taps by runs of `stride`. A last, shorter run is the end of a row that begins earlier, so that no row reaches
 * beyond the last window (but where the kernel is shorter than its stride).
 */
function tapRuns(taps: number, stride: number): PlacedRun[] {
  return Array.from({ length: Math.ceil(taps / stride) }, (_, i) => {
    const first = i * stride;
    return { first, count: Math.min(stride, taps - first), start: Math.max(0, Math.min(first, taps - stride)) };
  });
}

/** Sets a run's columns, `[rows, count · inputs]`, into full rows of `stride` frames, zeros beside them. */
function widen(columns: tf.Tensor, run: PlacedRun, { stride, inputs }: { stride: number; inputs: number }): tf.Tensor {
  if (run.count === stride) return columns;
  const skip = run.first - run.start;
  return tf.pad(columns, [
    [0, 0],
    [skip * inputs, (stride - skip - run.count) * inputs],
  ]);
}

function padFrames(x: tf.Tensor, before: number, after: number): tf.Tensor {
  if (before === 0 && after === 0) return x;
  return tf.pad(x, [
    [0, 0],
    [before, after],
    [0, 0],
  ]);
}

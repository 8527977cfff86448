import { checkNumber, InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { overlapAdd, patches, windowCount } from './patches.js';
import type { Layout, Weight } from './weight.js';
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
 * (torch.nn.Conv1d with its last two axes swapped). One GEMM over patches, with the batch folded into its rows; the
 * gradient, to `x` only, is one GEMM and an overlap-add.
 * @param kernel `[out, in, taps]`.
 * @throws InputError for another number of channels or fewer frames than taps.
 */
export function conv1d(x: tf.Tensor3D, kernel: Weight, { stride, bias }: Conv1dOptions): tf.Tensor3D {
  checkNumber('conv1d stride', stride, { min: 1, integer: true });
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  const [batch, frames, channels] = x.shape;
  if (channels !== inputs || frames < taps) {
    throw new InputError(
      `conv1d takes [batch, frames, ${inputs}] with at least ${taps} frames, got an input of shape [${x.shape}]`,
    );
  }
  const window = { taps, stride, frames };
  const count = windowCount(window);
  return withGradient(x, (input) => {
    const rows = tf.reshape(patches(input, window), [batch * count, taps * inputs]);
    const product = tf.matMul(rows, kernel.tensor(tapsFirst));
    return {
      value: tf.reshape(bias ? tf.add(product, bias.tensor()) : product, [batch, count, outputs]) as tf.Tensor3D,
      gradient: (dy) => {
        const spread = tf.matMul(tf.reshape(dy, [batch * count, outputs]), kernel.tensor(outputsFirst));
        return overlapAdd(tf.reshape(spread, [batch, count, taps * inputs]) as tf.Tensor3D, window);
      },
    };
  });
}

/** `[out, in, taps] → [taps · in, out]`. */
const tapsFirst: Layout = {
  name: 'conv1d.tapsFirst',
  arrange(data, [outputs, inputs, taps]) {
    const out = new Float32Array(data.length);
    let from = 0;
    for (let o = 0; o < outputs!; o++)
      for (let i = 0; i < inputs!; i++)
        for (let t = 0; t < taps!; t++) out[(t * inputs! + i) * outputs! + o] = data[from++]!;
    return { data: out, shape: [taps! * inputs!, outputs!] };
  },
};

/** `[out, in, taps] → [out, taps · in]`. */
const outputsFirst: Layout = {
  name: 'conv1d.outputsFirst',
  arrange(data, [outputs, inputs, taps]) {
    const out = new Float32Array(data.length);
    let from = 0;
    for (let o = 0; o < outputs!; o++)
      for (let i = 0; i < inputs!; i++)
        for (let t = 0; t < taps!; t++) out[(o * taps! + t) * inputs! + i] = data[from++]!;
    return { data: out, shape: [outputs!, taps! * inputs!] };
  },
};

import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Layout, Weight } from './weight.js';
import { withGradient } from './with-gradient.js';

/** Options of {@link groupedConv1d}. */
export interface GroupedConv1dOptions {
  /** Divides both channel counts. */
  readonly groups: number;
  /** Zero frames before and after. */
  readonly padding: readonly [left: number, right: number];
  /** `[out]`; none unless given. */
  readonly bias?: Weight | undefined;
}

/**
 * Grouped convolution of stride 1 over zero-padded frames, `[batch, frames, in] → [batch, frames + left + right − taps +
 * 1, out]` (torch.nn.Conv1d with `groups`, last two axes swapped). Output group g sees input group g only. The gradient,
 * to `x` only, is the same convolution with flipped taps.
 * @param kernel `[out, in / groups, taps]`.
 * @throws InputError for another number of channels or fewer padded frames than taps.
 */
export function groupedConv1d(x: tf.Tensor3D, kernel: Weight, options: GroupedConv1dOptions): tf.Tensor3D {
  const { groups, padding, bias } = options;
  const [outputs, groupInputs, taps] = kernel.shape as [number, number, number];
  const [, frames, channels] = x.shape;
  const [left, right] = padding;
  if (channels !== groupInputs * groups || outputs % groups !== 0 || frames + left + right < taps) {
    throw new InputError(
      `groupedConv1d takes [batch, frames, ${groupInputs * groups}] with at least ${taps} frames after padding, and ` +
        `${groups} groups must divide ${outputs} outputs; got an input of shape [${x.shape}] padded by [${padding}]`,
    );
  }
  return withGradient(x, (input) => {
    const product = correlate(input, kernel.tensor(forwardLayout(groups)) as tf.Tensor4D, padding);
    return {
      value: bias ? tf.add(product, bias.tensor()) : product,
      gradient: (dy) =>
        correlate(dy, kernel.tensor(backwardLayout(groups)) as tf.Tensor4D, [taps - 1 - left, taps - 1 - right]),
    };
  });
}

/** Correlates group by group with filters `[groups, taps, in / groups, out / groups]`; negative padding cuts frames. */
function correlate(x: tf.Tensor3D, filters: tf.Tensor4D, [left, right]: readonly [number, number]): tf.Tensor3D {
  const [batch, frames] = x.shape;
  const [groups, taps, inputs, outputs] = filters.shape;
  const [cutLeft, cutRight] = [Math.max(0, -left), Math.max(0, -right)];
  const padded = tf.pad(tf.slice(x, [0, cutLeft, 0], [batch, frames - cutLeft - cutRight, -1]), [
    [0, 0],
    [Math.max(0, left), Math.max(0, right)],
    [0, 0],
  ]);
  const length = padded.shape[1]!;
  const outputsByGroup = Array.from({ length: groups }, (_, g) => {
    const image = tf.reshape(tf.slice(padded, [0, 0, g * inputs], [batch, length, inputs]), [batch, 1, length, inputs]);
    const filter = tf.reshape(tf.slice(filters, [g, 0, 0, 0], [1, taps, inputs, outputs]), [1, taps, inputs, outputs]);
    return tf.reshape(tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid'), [
      batch,
      length - taps + 1,
      outputs,
    ]);
  });
  return tf.concat(outputsByGroup, 2) as tf.Tensor3D;
}

function forwardLayout(groups: number): Layout {
  return {
    name: `groupedConv1d.forward.${groups}`,
    arrange(data, [outputs, inputs, taps]) {
      const out = new Float32Array(data.length);
      const groupOutputs = outputs! / groups;
      let from = 0;
      for (let o = 0; o < outputs!; o++) {
        const [g, j] = [Math.floor(o / groupOutputs), o % groupOutputs];
        for (let i = 0; i < inputs!; i++)
          for (let t = 0; t < taps!; t++) out[((g * taps! + t) * inputs! + i) * groupOutputs + j] = data[from++]!;
      }
      return { data: out, shape: [groups, taps!, inputs!, groupOutputs] };
    },
  };
}

/** Taps flipped, in and out swapped. */
function backwardLayout(groups: number): Layout {
  return {
    name: `groupedConv1d.backward.${groups}`,
    arrange(data, [outputs, inputs, taps]) {
      const out = new Float32Array(data.length);
      const groupOutputs = outputs! / groups;
      let from = 0;
      for (let o = 0; o < outputs!; o++) {
        const [g, j] = [Math.floor(o / groupOutputs), o % groupOutputs];
        for (let i = 0; i < inputs!; i++)
          for (let t = taps! - 1; t >= 0; t--) out[((g * taps! + t) * groupOutputs + j) * inputs! + i] = data[from++]!;
      }
      return { data: out, shape: [groups, taps!, groupOutputs, inputs!] };
    },
  };
}

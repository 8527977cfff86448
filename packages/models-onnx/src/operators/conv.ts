import { conv1d, groupedConv1d, linear, type Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { felt, floatOf, type Known, tensorOf } from '../values/value.js';
import { conv2d } from './conv2d.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { once } from './products.js';
import { partOf } from './slices.js';
import { paddedAxis, tapsOf } from './taps.js';
import { type Windows, windowsOf } from './window.js';

/** Correlates `[batch, frames, in]`. */
type Correlate = (x: tf.Tensor3D, windows: Windows) => tf.Tensor;

const conv: Operator = (node) => {
  const groups = node.integer('group', 1);
  const one = once((kernel) => correlation(node, kernel, groups));
  const two = once((kernel) => conv2d(node, kernel, groups));
  return ([value, kernel, bias]) => {
    if (!value || !kernel) throw new InputError(`${node.thing} lacks an input`);
    if (!kernel.known)
      throw new InputError(`${node.thing} has a kernel that depends on the sound, which is not supported`);
    checkConv(node, { input: value.shape, kernel: kernel.shape, groups });
    const windows = windowsOf(node, value.shape.slice(2), kernel.shape.slice(2));
    const x = floatOf(value);
    if (kernel.shape.length === 3) {
      const frames = tf.transpose(x, [0, 2, 1]) as tf.Tensor3D;
      const product = one(kernel)(frames, windows[0]!);
      return [felt(tf.transpose(bias ? tf.add(product, tensorOf(bias)) : product, [0, 2, 1]))];
    }
    const image = tf.transpose(x, [0, 2, 3, 1]) as tf.Tensor4D;
    const product = two(kernel)(image, windows as [Windows, Windows]);
    return [felt(tf.transpose(bias ? tf.add(product, tensorOf(bias)) : product, [0, 3, 1, 2]))];
  };
};

/** @throws InputError for a kernel of three and more axes, and for channels that don't fit. */
export function checkConv(
  { thing }: NodeSettings,
  { input, kernel, groups }: { input: readonly number[]; kernel: readonly number[]; groups: number },
): void {
  if (input.length !== kernel.length || kernel.length < 3 || kernel.length > 4) {
    throw new InputError(
      `${thing} has a kernel of shape [${kernel}] on a value of shape [${input}]; one and two axes are supported`,
    );
  }
  if (groups < 1 || kernel[0]! % groups !== 0 || kernel[1]! * groups !== input[1]) {
    throw new InputError(
      `${thing} in ${groups} groups has a kernel of shape [${kernel}], which does not fit ${input[1]} channels`,
    );
  }
}

/** How a kernel `[out, in / groups, taps]` is run best. */
function correlation(node: NodeSettings, kernel: Known, groups: number): Correlate {
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  if (inputs === 1 && groups > 1) return tapByTap(node, kernel);
  const keep = (data: Float32Array, shape: readonly number[]) => node.keep(data, shape);
  if (groups > 1) return inGroups(node, { kernel, groups });
  const weight = lazily(() => keep(Float32Array.from(kernel.data), kernel.shape));
  const rows = lazily(() => keep(tapsAsColumns(kernel), [outputs, taps * inputs]));
  return (x, windows) => {
    const padded = paddedAxis(x, 1, windows);
    if (windows.dilation === 1) return conv1d(padded as tf.Tensor3D, weight(), { stride: windows.stride });
    return linear(tf.concat(tapsOf(padded, 1, windows), 2), rows());
  };
}

/** Makes it at first use. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** `[out, in, taps]` as `[out, taps · in]`. */
function tapsAsColumns({ data, shape }: Known): Float32Array {
  const [outputs, inputs, taps] = shape as [number, number, number];
  const out = new Float32Array(data.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let t = 0; t < taps; t++) out[(o * taps + t) * inputs + i] = data[(o * inputs + i) * taps + t]!;
    }
  }
  return out;
}

function inGroups(node: NodeSettings, { kernel, groups }: { kernel: Known; groups: number }): Correlate {
  const [outputs, inputs, taps] = kernel.shape as [number, number, number];
  const whole: () => Weight = lazily(() => node.keep(Float32Array.from(kernel.data), kernel.shape));
  const size = kernel.data.length / groups;
  const own = Array.from({ length: groups }, (_, group) => {
    const shape = [outputs / groups, inputs, taps];
    return correlation(node, { ...kernel, shape, data: kernel.data.slice(group * size, (group + 1) * size) }, 1);
  });
  return (x, windows) => {
    const { stride, dilation, before, after } = windows;
    if (stride === 1 && dilation === 1) return groupedConv1d(x, whole(), { groups, padding: [before, after] });
    const parts = own.map((correlate, group) => {
      const part = tensorOf(partOf(felt(x), { axis: 2, begin: group * inputs, step: 1, count: inputs }));
      return correlate(part as tf.Tensor3D, windows);
    });
    return tf.concat(parts, 2);
  };
}

/** A kernel of which each output hears one input: a product for every tap. */
function tapByTap(node: NodeSettings, kernel: Known): Correlate {
  const [outputs, , taps] = kernel.shape as [number, number, number];
  const weights = lazily(() =>
    Array.from({ length: taps }, (_, tap) =>
      node.keep(
        Float32Array.from({ length: outputs }, (_, o) => kernel.data[o * taps + tap]!),
        [outputs],
      ),
    ),
  );
  return (x, windows) => {
    const each = outputs / x.shape[2];
    const parts = tapsOf(paddedAxis(x, 1, windows), 1, windows).map((part, tap) => {
      const [batch, frames, channels] = part.shape as [number, number, number];
      if (each === 1) return tf.mul(part, weights()[tap]!.tensor());
      const grouped = tf.reshape(part, [batch, frames, channels, 1]);
      const kernels = tf.reshape(weights()[tap]!.tensor(), [channels, each]);
      return tf.reshape(tf.mul(grouped, kernels), [batch, frames, outputs]);
    });
    return parts.reduce((sum, part) => tf.add(sum, part));
  };
}

/** Convolution over one or two axes. */
export const convs: Operators = { Conv: conv };

import type { Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { felt, floatOf, type Known, tensorOf } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { once, ordered } from './products.js';
import { partOf } from './slices.js';

const convTranspose: Operator = (node) => {
  const groups = node.integer('group', 1);
  const weights = once((kernel) => groupsOf(node, kernel, groups));
  return ([value, kernel, bias]) => {
    if (!value || !kernel?.known) throw new InputError(`${node.thing} takes a value and a kernel of constants`);
    const axes = kernel.shape.length - 2;
    if (axes < 1 || axes > 2 || value.shape.length !== kernel.shape.length || kernel.shape[0] !== value.shape[1]) {
      throw new InputError(
        `${node.thing} has a kernel of shape [${kernel.shape}] on a value of shape [${value.shape}]`,
      );
    }
    if (node.integers('dilations')?.some((dilation) => dilation !== 1)) {
      throw new InputError(`${node.thing} has dilations, which are not supported`);
    }
    const x = floatOf(value);
    const image = tf.transpose(axes === 1 ? tf.expandDims(x, 2) : x, [0, 2, 3, 1]);
    const answer = spread(node, image, weights(kernel), kernel.shape.slice(2));
    const shifted = bias ? tf.add(answer, tensorOf(bias)) : answer;
    const back = tf.transpose(shifted, [0, 3, 1, 2]);
    return [felt(axes === 1 ? tf.squeeze(back, [2]) : back)];
  };
};

const outputsBeforeInputs = ordered([2, 3, 1, 0]);

function groupsOf(node: NodeSettings, kernel: Known, groups: number): Weight[] {
  const [inputs, outputs, ...taps] = kernel.shape as [number, number, ...number[]];
  const shape = [inputs / groups, outputs, ...(taps.length === 1 ? [1, ...taps] : taps)];
  const size = kernel.data.length / groups;
  return Array.from({ length: groups }, (_, group) =>
    node.keep(Float32Array.from(kernel.data.subarray(group * size, (group + 1) * size)), shape),
  );
}

/** Every number of `[batch, height, width, in]` becomes a window of the answer, and windows add up. */
function spread(node: NodeSettings, image: tf.Tensor, weights: readonly Weight[], taps: readonly number[]): tf.Tensor {
  const strides = node.integers('strides') ?? taps.map(() => 1);
  const extents = image.shape.slice(3 - taps.length, 3);
  const full = taps.map((count, axis) => (extents[axis]! - 1) * strides[axis]! + count);
  const places = placesOf(node, { extents, strides, full });
  const square = (list: readonly number[], missing: number) => (taps.length === 1 ? [missing, ...list] : [...list]);
  const [height, width] = square(full, 1) as [number, number];
  const inputs = image.shape[3]! / weights.length;
  const parts = weights.map((weight, group) => {
    const part = tensorOf(partOf(felt(image), { axis: 3, begin: group * inputs, step: 1, count: inputs }));
    const filter = weight.tensor(outputsBeforeInputs) as tf.Tensor4D;
    const shape: [number, number, number, number] = [image.shape[0]!, height, width, weight.shape[1]!];
    return tf.conv2dTranspose(part as tf.Tensor4D, filter, shape, square(strides, 1) as [number, number], 'valid');
  });
  const whole: tf.Tensor = parts.length === 1 ? parts[0]! : tf.concat(parts, 3);
  return places.reduce((answer, { begin, count }, i) => {
    const axis = i + 3 - taps.length;
    const beyond = begin + count - answer.shape[axis]!;
    const pairs = answer.shape.map((_, own): [number, number] => (own === axis ? [0, beyond] : [0, 0]));
    const long = beyond > 0 ? tf.pad(answer, pairs) : answer;
    return tensorOf(partOf(felt(long), { axis, begin, step: 1, count }));
  }, whole);
}

/** Which part of the windows' sum is answered, by pads, auto_pad, output_padding and output_shape. */
function placesOf(
  node: NodeSettings,
  { extents, strides, full }: { extents: readonly number[]; strides: readonly number[]; full: readonly number[] },
): { begin: number; count: number }[] {
  const rank = full.length;
  const pads = node.integers('pads') ?? full.flatMap(() => [0, 0]);
  const more = node.integers('output_padding') ?? full.map(() => 0);
  const auto = node.text('auto_pad', 'NOTSET');
  const asked = node.integers('output_shape')?.slice(-rank);
  return full.map((extent, axis) => {
    if (auto === 'NOTSET' && !asked) {
      return { begin: pads[axis]!, count: extent + more[axis]! - pads[axis]! - pads[axis + rank]! };
    }
    const count = asked ? asked[axis]! : auto === 'VALID' ? extent : extents[axis]! * strides[axis]!;
    const cut = Math.max(0, extent + more[axis]! - count);
    return { begin: auto === 'SAME_UPPER' ? Math.floor(cut / 2) : Math.ceil(cut / 2), count };
  });
}

/** Transposed convolution over one or two axes. */
export const transposes: Operators = { ConvTranspose: convTranspose };

import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { reshaped, viewed } from '../values/known.js';
import { axisOf, sizeOf, stridesOf } from '../values/shapes.js';
import { felt, numbersOf, tensorOf, type Value } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** The same numbers in another shape. */
function inShape(thing: string, value: Value, shape: readonly number[]): Value {
  if (sizeOf(shape) !== sizeOf(value.shape)) {
    throw new InputError(`${thing} gives the shape [${shape}] to a value of shape [${value.shape}]`);
  }
  return value.known ? reshaped(value, shape) : felt(tf.reshape(value.tensor, [...shape]));
}

/** An operator that changes the shape only, which it works out from that of its first input. */
const shaping =
  (
    shapeOf: (shape: readonly number[], node: NodeSettings, rest: readonly (Value | undefined)[]) => number[],
  ): Operator =>
  (node) =>
  ([value, ...rest]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    return [inShape(node.thing, value, shapeOf(value.shape, node, rest))];
  };

/** Axes as an input (from version 13 on) or a setting; undefined where there are neither. */
export function axesOf(node: NodeSettings, input: Value | undefined, rank: number): number[] | undefined {
  const given = input ? numbersOf(input, `the axes of ${node.thing}`) : node.integers('axes');
  return given?.map((axis) => axisOf(node.thing, axis, rank));
}

const reshape = shaping((shape, node, [target]) => {
  const asked = target ? numbersOf(target, `the shape of ${node.thing}`) : [...(node.integers('shape') ?? [])];
  const keepsZero = node.integer('allowzero', 0) === 1;
  const extents = asked.map((extent, axis) => (extent === 0 && !keepsZero ? (shape[axis] ?? 0) : extent));
  const open = extents.indexOf(-1);
  if (open < 0) return extents;
  const rest = extents.reduce((product, extent, axis) => (axis === open ? product : product * extent), 1);
  return extents.map((extent, axis) => (axis === open ? sizeOf(shape) / rest : extent));
});

const flatten = shaping((shape, node) => {
  const axis = node.integer('axis', 1);
  const at = axis < 0 ? axis + shape.length : axis;
  return [sizeOf(shape.slice(0, at)), sizeOf(shape.slice(at))];
});

const squeeze = shaping((shape, node, [axes]) => {
  const chosen = axesOf(node, axes, shape.length) ?? shape.flatMap((extent, axis) => (extent === 1 ? [axis] : []));
  return shape.filter((_, axis) => !chosen.includes(axis));
});

const unsqueeze = shaping((shape, node, [axes]) => {
  const count = axes ? sizeOf(axes.shape) : (node.integers('axes')?.length ?? 0);
  const rank = shape.length + count;
  const chosen = axesOf(node, axes, rank) ?? [];
  const rest = [...shape];
  return Array.from({ length: rank }, (_, axis) => (chosen.includes(axis) ? 1 : rest.shift()!));
});

const identity: Operator =
  (node) =>
  ([value]) => {
    if (value) return [value];
    throw new InputError(`${node.thing} lacks an input`);
  };

const transpose: Operator =
  (node) =>
  ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const rank = value.shape.length;
    const axes = node.integers('perm') ?? value.shape.map((_, axis) => rank - 1 - axis);
    if ([...axes].sort((a, b) => a - b).some((axis, i) => axis !== i) || axes.length !== rank) {
      throw new InputError(`${node.thing} orders the ${rank} axes of a value by [${axes}]`);
    }
    if (!value.known) return [felt(transposed(tensorOf(value), axes))];
    const strides = stridesOf(value.shape);
    return [
      viewed(value, { shape: axes.map((axis) => value.shape[axis]!), strides: axes.map((axis) => strides[axis]!) }),
    ];
  };

/** Orders axes; one that only moves extents of 1 is a change of shape. */
export function transposed(x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  const moved = axes.filter((axis) => x.shape[axis] !== 1);
  if (moved.every((axis, i) => i === 0 || axis > moved[i - 1]!))
    return tf.reshape(
      x,
      axes.map((axis) => x.shape[axis]!),
    );
  return tf.transpose(x, [...axes]);
}

/** Operators that change the shape only, and the order of axes. Dropout is left out, as in inference. */
export const reshapes: Operators = {
  Reshape: reshape,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Identity: identity,
  Dropout: (node) => {
    const first = identity(node);
    return (inputs) => {
      const training = inputs[2];
      if (training && !(training.known && training.data[0] === 0)) {
        throw new InputError(`${node.thing} is in training mode; export the model in eval mode`);
      }
      return first(inputs);
    };
  },
};

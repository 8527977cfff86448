import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { elementType, numbersOf as kept, type Type } from '../file/element-types.js';
import { MAX_MADE_NUMBERS } from '../file/limits.js';
import { checkShape } from '../file/tensor.js';
import { expanded } from '../values/known.js';
import { axisOf, broadcast, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, knownIntegers, numbersOf, tensorOf, type Value } from '../values/value.js';
import { repeated, tiled } from './expand.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

const shape: Operator = (node) => {
  const [start, end] = [node.integer('start', 0), node.has('end') ? node.integer('end', 0) : undefined];
  return ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    return [knownIntegers(value.shape.slice(start, end))];
  };
};

const size: Operator = () => (inputs) => [known('int', [], Float64Array.of(sizeOf(inputs[0]?.shape ?? [0])))];

const constant: Operator = (node) => {
  const made = constantOf(node);
  return () => [made];
};

function constantOf(node: NodeSettings): Known {
  const tensor = node.tensor('value');
  if (tensor) return known(tensor.type, tensor.shape, tensor.data);
  const integers = node.integers('value_ints');
  const floats = node.floats('value_floats');
  if (integers) return knownIntegers(integers);
  if (floats) return known('float', [floats.length], Float32Array.from(floats));
  if (node.has('value_int')) return known('int', [], Float64Array.of(node.integer('value_int', 0)));
  if (node.has('value_float')) return known('float', [], Float32Array.of(node.float('value_float', 0)));
  throw new InputError(`${node.thing} holds neither numbers nor a tensor`);
}

const constantOfShape: Operator = (node) => {
  const value = node.tensor('value') ?? { type: 'float' as const, data: Float32Array.of(0) };
  return ([extents]) => {
    const shape = extents ? numbersOf(extents, `the shape of ${node.thing}`) : [];
    const size = checkShape(node.thing, shape, MAX_MADE_NUMBERS);
    return [known(value.type, shape, kept(value.type, new Float64Array(size).fill(value.data[0] ?? 0)))];
  };
};

const range: Operator = (node) => (inputs) => {
  const [start, limit, delta] = inputs.map((value) => value && numbersOf(value, `a bound of ${node.thing}`)[0]);
  if (start === undefined || limit === undefined || !delta) {
    throw new InputError(`${node.thing} counts from ${start} to ${limit} by ${delta}`);
  }
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  checkShape(node.thing, [count], MAX_MADE_NUMBERS);
  const type = inputs[0]!.type;
  return [
    known(
      type,
      [count],
      kept(
        type,
        Float64Array.from({ length: count }, (_, i) => start + i * delta),
      ),
    ),
  ];
};

const cast: Operator = (node) => {
  const to = elementType(node.integer('to', 1));
  if (!to)
    throw new InputError(`${node.thing} casts to the element type ${node.integer('to', 1)}, which cannot be read`);
  return ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    return [castTo(value, to.type)];
  };
};

function castTo(value: Value, type: Type): Value {
  if (value.type === type) return value;
  if (!value.known)
    return felt(tf.cast(tensorOf(value), type === 'float' ? 'float32' : type === 'int' ? 'int32' : 'bool'));
  const one = type === 'int' ? Math.trunc : type === 'bool' ? (x: number) => Number(x !== 0) : (x: number) => x;
  return known(type, value.shape, kept(type, Float64Array.from(value.data, one)));
}

const castLike: Operator =
  (node) =>
  ([value, like]) => {
    if (!value || !like) throw new InputError(`${node.thing} lacks an input`);
    return [castTo(value, like.type)];
  };

const expand: Operator =
  (node) =>
  ([value, target]) => {
    if (!value || !target) throw new InputError(`${node.thing} lacks an input`);
    const shape = broadcast(node.thing, value.shape, numbersOf(target, `the shape of ${node.thing}`));
    return [value.known ? expanded(value, shape) : felt(repeated(value.tensor, shape))];
  };

const tile: Operator =
  (node) =>
  ([value, repeats]) => {
    if (!value || !repeats) throw new InputError(`${node.thing} lacks an input`);
    const times = numbersOf(repeats, `the repeats of ${node.thing}`);
    const shape = value.shape.map((extent, axis) => extent * (times[axis] ?? 1));
    checkShape(node.thing, shape);
    if (!value.known) return [felt(times.reduce((whole, count, axis) => tiled(whole, axis, count), value.tensor))];
    const spread = value.shape.flatMap((extent) => [1, extent]);
    const wide = expanded(
      known(value.type, spread, value.data),
      value.shape.flatMap((extent, axis) => [times[axis] ?? 1, extent]),
    );
    return [known(value.type, shape, wide.data)];
  };

/** Keeps what stands above or below a diagonal. */
const trilu: Operator = (node) => {
  const upper = node.integer('upper', 1) === 1;
  return ([value, offset]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const k = offset ? numbersOf(offset, `the diagonal of ${node.thing}`)[0]! : 0;
    const [rows, columns] = value.shape.slice(-2) as [number, number];
    const keeps = (row: number, column: number) => (upper ? column >= row + k : column <= row + k);
    const mask = Float32Array.from({ length: rows * columns }, (_, i) =>
      Number(keeps(Math.floor(i / columns), i % columns)),
    );
    if (!value.known) return [felt(tf.mul(floatOf(value), tf.tensor(mask, [rows, columns])))];
    const data = value.data.slice();
    for (let i = 0; i < data.length; i++) if (!mask[i % mask.length]) data[i] = 0;
    return [known(value.type, value.shape, data)];
  };
};

const cumulative: Operator = (node) => {
  const [exclusive, reverse] = [node.integer('exclusive', 0) === 1, node.integer('reverse', 0) === 1];
  return ([value, along]) => {
    if (!value || !along) throw new InputError(`${node.thing} lacks an input`);
    const axis = axisOf(node.thing, numbersOf(along, `the axis of ${node.thing}`)[0]!, value.shape.length);
    if (!value.known) return [felt(summedAlong(value.tensor, { axis, exclusive, reverse }))];
    const data = value.data.slice();
    const inner = sizeOf(value.shape.slice(axis + 1));
    const extent = value.shape[axis]!;
    for (let start = 0; start < data.length; start += extent * inner) {
      for (let i = 0; i < inner; i++) {
        let sum = 0;
        for (let step = 0; step < extent; step++) {
          const at = start + (reverse ? extent - 1 - step : step) * inner + i;
          const own = value.data[at]!;
          data[at] = exclusive ? sum : sum + own;
          sum += own;
        }
      }
    }
    return [known(value.type, value.shape, data)];
  };
};

/** TensorFlow.js's gradient is right along the last axis only. */
function summedAlong(
  x: tf.Tensor,
  { axis, exclusive, reverse }: { axis: number; exclusive: boolean; reverse: boolean },
): tf.Tensor {
  const last = x.shape.length - 1;
  if (axis === last) return tf.cumsum(x, axis, exclusive, reverse);
  const swapped = x.shape.map((_, own) => (own === axis ? last : own === last ? axis : own));
  return tf.transpose(tf.cumsum(tf.transpose(x, swapped), last, exclusive, reverse), swapped);
}

/** Operators that make values of known shape, and change their kind or extent. */
export const makes: Operators = {
  Shape: shape,
  Size: size,
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Range: range,
  Cast: cast,
  CastLike: castLike,
  Expand: expand,
  Tile: tile,
  Trilu: trilu,
  CumSum: cumulative,
};

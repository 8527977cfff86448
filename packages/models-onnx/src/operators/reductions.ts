import { abs } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf as kept } from '../file/element-types.js';
import { viewed } from '../values/known.js';
import { axisOf, sizeOf, stridesOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, type Value } from '../values/value.js';
import { unstacked } from './expand.js';
import type { Operator, Operators } from './operator.js';
import { axesOf } from './reshape.js';
import { squareRoot } from './safe-root.js';

/** A reduction, of tensors and of numbers that are known. */
interface Reduction {
  readonly felt: (x: tf.Tensor, axes: number[]) => tf.Tensor;
  readonly known: (numbers: number[]) => number;
}

const total = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const sumOf = (x: tf.Tensor, axes: number[]): tf.Tensor => tf.sum(x, axes, true);

/** Factor by factor: TensorFlow.js's own gradient cannot be compiled. */
const productOf = (x: tf.Tensor, axes: number[]): tf.Tensor =>
  axes.reduce<tf.Tensor>(
    (whole, axis) =>
      tf.expandDims(
        unstacked(whole, axis).reduce((product, part) => tf.mul(product, part)),
        axis,
      ),
    x,
  );

const REDUCTIONS: Readonly<Record<string, Reduction>> = {
  ReduceSum: { felt: sumOf, known: total },
  ReduceMean: { felt: (x, axes) => tf.mean(x, axes, true), known: (all) => total(all) / all.length },
  ReduceMax: {
    felt: (x, axes) => tf.max(x, axes, true),
    known: (all) => all.reduce((most, x) => Math.max(most, x), -Infinity),
  },
  ReduceMin: {
    felt: (x, axes) => tf.min(x, axes, true),
    known: (all) => all.reduce((least, x) => Math.min(least, x), Infinity),
  },
  ReduceProd: { felt: productOf, known: (all) => all.reduce((product, x) => product * x, 1) },
  ReduceL1: { felt: (x, axes) => sumOf(abs(x), axes), known: (all) => total(all.map(Math.abs)) },
  ReduceL2: {
    felt: (x, axes) => squareRoot(sumOf(tf.square(x), axes)),
    known: (all) => Math.sqrt(total(all.map((x) => x * x))),
  },
  ReduceSumSquare: { felt: (x, axes) => sumOf(tf.square(x), axes), known: (all) => total(all.map((x) => x * x)) },
  ReduceLogSum: { felt: (x, axes) => tf.log(sumOf(x, axes)), known: (all) => Math.log(total(all)) },
  ReduceLogSumExp: {
    felt: (x, axes) => tf.logSumExp(x, axes, true),
    known: (all) => Math.log(total(all.map(Math.exp))),
  },
};

const reduction =
  ({ felt: tensor, known: number }: Reduction): Operator =>
  (node) => {
    const keeps = node.integer('keepdims', 1) === 1;
    const leaves = node.integer('noop_with_empty_axes', 0) === 1;
    return ([value, given]) => {
      if (!value) throw new InputError(`${node.thing} lacks an input`);
      const rank = value.shape.length;
      const asked = axesOf(node, given, rank);
      if (leaves && !asked?.length) return [value];
      const axes = asked?.length ? asked : value.shape.map((_, axis) => axis);
      const shape = value.shape.flatMap((extent, axis) => (axes.includes(axis) ? (keeps ? [1] : []) : [extent]));
      if (value.known) return [reducedKnown(value, { axes, shape, number })];
      return [felt(tf.reshape(tensor(value.type === 'float' ? value.tensor : floatOf(value), axes), shape))];
    };
  };

function reducedKnown(
  value: Known,
  { axes, shape, number }: { axes: readonly number[]; shape: readonly number[]; number: (all: number[]) => number },
): Known {
  const rest = value.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...rest, ...axes];
  const strides = stridesOf(value.shape);
  const rows = viewed(value, {
    shape: order.map((axis) => value.shape[axis]!),
    strides: order.map((axis) => strides[axis]!),
  });
  const width = sizeOf(axes.map((axis) => value.shape[axis]!));
  const count = sizeOf(shape);
  const numbers = Float64Array.from({ length: count }, (_, row) =>
    number(Array.from(rows.data.subarray(row * width, (row + 1) * width))),
  );
  return known(value.type, shape, kept(value.type, numbers));
}

/** Along one axis; up to version 12 along all axes from it on, as if they were one. */
const soft =
  (f: (x: tf.Tensor) => tf.Tensor): Operator =>
  (node) =>
  ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const x = floatOf(value);
    const rank = x.shape.length;
    if (node.opset < 13) {
      const axis = axisOf(node.thing, node.integer('axis', 1), rank);
      const rows = tf.reshape(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
      return [felt(tf.reshape(f(rows), x.shape))];
    }
    const axis = axisOf(node.thing, node.integer('axis', -1), rank);
    if (axis === rank - 1) return [felt(f(x))];
    const order = x.shape.map((_, own) => own).filter((own) => own !== axis);
    const turned = f(tf.transpose(x, [...order, axis]));
    const back = x.shape.map((_, own) => (own === axis ? rank - 1 : order.indexOf(own)));
    return [felt(tf.transpose(turned, back))];
  };

const extreme =
  (find: (x: tf.Tensor, axis: number) => tf.Tensor): Operator =>
  (node) =>
  ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    if (node.integer('select_last_index', 0) === 1)
      throw new InputError(`${node.thing} selects the last of equals, which is not supported`);
    const axis = axisOf(node.thing, node.integer('axis', 0), value.shape.length);
    const found = find(floatOf(value), axis);
    const shape = value.shape.map((extent, own) => (own === axis ? 1 : extent));
    return [felt(node.integer('keepdims', 1) === 1 ? tf.reshape(found, shape) : found) as Value];
  };

/** Each row by its norm. */
const lpNormalization: Operator = (node) => {
  const p = node.integer('p', 2);
  return ([value]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const axis = axisOf(node.thing, node.integer('axis', -1), value.shape.length);
    const x = floatOf(value);
    return [felt(tf.divNoNan(x, REDUCTIONS[p === 1 ? 'ReduceL1' : 'ReduceL2']!.felt(x, [axis])))];
  };
};

/** Operators that gather along axes. */
export const reductions: Operators = {
  ...Object.fromEntries(Object.entries(REDUCTIONS).map(([op, own]) => [op, reduction(own)] as const)),
  Softmax: soft((x) => tf.softmax(x)),
  LogSoftmax: soft((x) => tf.logSoftmax(x)),
  ArgMax: extreme(tf.argMax),
  ArgMin: extreme(tf.argMin),
  LpNormalization: lpNormalization,
};

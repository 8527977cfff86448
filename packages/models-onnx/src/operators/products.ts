import { type Layout, linear, type Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { broadcast } from '../values/shapes.js';
import { felt, floatOf, type Known, tensorOf, type Value } from '../values/value.js';
import { repeated } from './expand.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** A matrix's numbers with rows and columns swapped. */
export function swapped(data: ArrayLike<number>, [rows, columns]: readonly [number, number]): Float32Array {
  const out = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[c * rows + r] = data[r * columns + c]!;
  return out;
}

/**
 * Makes something of a constant once, however often its node runs; of numbers that are worked out at each run when they change.
 */
export function once<T>(make: (constant: Known) => T): (constant: Known) => T {
  const made = new WeakMap<object, T>();
  let last: { readonly own: Known; readonly of: T } | undefined;
  return (own) => {
    if (!own.weight) {
      if (!last || !isSame(last.own, own)) last = { own, of: make(own) };
      return last.of;
    }
    const found = made.get(own.data) ?? make(own);
    made.set(own.data, found);
    return found;
  };
}

const isSame = (a: Known, b: Known): boolean =>
  a.shape.join() === b.shape.join() && a.data.every((number, i) => Object.is(number, b.data[i]));

/** A product by a matrix of constants, as a map of the last axis. */
const matrixOf = (node: NodeSettings) =>
  once((constant): Weight => {
    const [inputs, outputs] = constant.shape as readonly [number, number];
    return node.keep(swapped(constant.data, [inputs, outputs]), [outputs, inputs]);
  });

const matMul: Operator = (node) => {
  const [right, left] = [
    matrixOf(node),
    once((constant) => node.keep(Float32Array.from(constant.data), constant.shape)),
  ];
  return ([a, b]) => {
    if (!a || !b) throw new InputError(`${node.thing} lacks an input`);
    const [width, height] = [a.shape.at(-1), b.shape.at(b.shape.length > 1 ? -2 : -1)];
    if (width === undefined || width !== height) {
      throw new InputError(`${node.thing} multiplies the shapes [${a.shape}] and [${b.shape}], which do not fit`);
    }
    if (isMatrix(b) && a.shape.length > 1) return [felt(linear(floatOf(a), right(b)))];
    if (isMatrix(a) && b.shape.length > 2) {
      const turned = swapLast(floatOf(b));
      return [felt(swapLast(linear(turned, left(a))))];
    }
    return [felt(product(node.thing, a, b))];
  };
};

/** Whether a value is a matrix of the model; one that follows the sound's length, such as a mask, becomes no weight. */
const isMatrix = (value: Value): value is Known =>
  value.known && value.weight !== undefined && value.shape.length === 2;

/** The last two axes, swapped. */
function swapLast(x: tf.Tensor): tf.Tensor {
  const rank = x.shape.length;
  return tf.transpose(x, [...Array.from({ length: rank - 2 }, (_, i) => i), rank - 1, rank - 2]);
}

/** As numpy.matmul: lists are rows or columns, and leading axes fit each other. */
function product(thing: string, a: Value, b: Value): tf.Tensor {
  const [row, column] = [a.shape.length === 1, b.shape.length === 1];
  const left = row ? tf.reshape(floatOf(a), [1, a.shape[0]!]) : floatOf(a);
  const right = column ? tf.reshape(floatOf(b), [b.shape[0]!, 1]) : floatOf(b);
  const lead = broadcast(thing, left.shape.slice(0, -2), right.shape.slice(0, -2));
  const [x, y] = [left, right].map((side) => repeated(side, [...lead, ...side.shape.slice(-2)])) as [
    tf.Tensor,
    tf.Tensor,
  ];
  const answer = tf.matMul(x, y);
  const shape = answer.shape.filter(
    (_, axis) => !(row && axis === lead.length) && !(column && axis === lead.length + 1),
  );
  return row || column ? tf.reshape(answer, shape) : answer;
}

/** `alpha · A · B + beta · C`, A and B transposed where the settings say so. */
const gemm: Operator = (node) => {
  const [alpha, beta] = [node.float('alpha', 1), node.float('beta', 1)];
  const [transA, transB] = [node.integer('transA', 0) === 1, node.integer('transB', 0) === 1];
  const weights = once((constant): Weight => {
    const [first, second] = constant.shape as readonly [number, number];
    const rows = transB ? Float32Array.from(constant.data) : swapped(constant.data, [first, second]);
    return node.keep(
      rows.map((number) => number * alpha),
      transB ? [first, second] : [second, first],
    );
  });
  return ([a, b, c]) => {
    if (!a || !b || a.shape.length !== 2 || b.shape.length !== 2)
      throw new InputError(`${node.thing} takes two matrices`);
    const left = transA ? tf.transpose(floatOf(a)) : floatOf(a);
    const answer = isMatrix(b)
      ? linear(left, weights(b))
      : tf.mul(tf.matMul(left as tf.Tensor2D, floatOf(b) as tf.Tensor2D, false, transB), alpha);
    if (!c || beta === 0) return [felt(answer)];
    return [felt(tf.add(answer, beta === 1 ? tensorOf(c) : tf.mul(floatOf(c), beta)))];
  };
};

/** Operators that multiply matrices. */
export const products: Operators = { MatMul: matMul, Gemm: gemm };

/** A layout that orders a weight's axes anew. */
export function ordered(axes: readonly number[]): Layout {
  return {
    name: `order ${axes}`,
    arrange(data, shape) {
      const out = shape.map((_, axis) => shape[axes[axis]!]!);
      const strides = shape.map(() => 1);
      for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
      const steps = axes.map((axis) => strides[axis]!);
      const numbers = new Float32Array(data.length);
      const index = out.map(() => 0);
      let from = 0;
      for (let i = 0; i < numbers.length; i++) {
        numbers[i] = data[from]!;
        for (let axis = out.length - 1; axis >= 0; axis--) {
          index[axis]! += 1;
          from += steps[axis]!;
          if (index[axis]! < out[axis]!) break;
          from -= out[axis]! * steps[axis]!;
          index[axis] = 0;
        }
      }
      return { data: numbers, shape: out };
    },
  };
}

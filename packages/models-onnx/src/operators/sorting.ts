import { withGradient } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf as kept } from '../file/element-types.js';
import { axisOf, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, numbersOf, type Value } from '../values/value.js';
import type { Operator, Operators } from './operator.js';

/** The largest (or smallest) numbers along an axis, in order, and where they stand. */
const topK: Operator = (node) => {
  const largest = node.integer('largest', 1) === 1;
  return ([value, count]) => {
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const rank = value.shape.length;
    const axis = axisOf(node.thing, node.integer('axis', -1), rank);
    const k = count ? numbersOf(count, `the count of ${node.thing}`)[0]! : node.integer('k', 1);
    const extent = value.shape[axis]!;
    if (!Number.isInteger(k) || k < 1 || k > extent)
      throw new InputError(`${node.thing} takes ${k} numbers of an axis of ${extent}`);
    if (value.known) return topOfKnown(value, { axis, k, largest });
    const order = [...value.shape.keys()].filter((own) => own !== axis);
    const turned = tf.transpose(floatOf(value), [...order, axis]);
    const back = value.shape.map((_, own) => (own === axis ? rank - 1 : order.indexOf(own)));
    const { indices } = tf.topk(largest ? turned : tf.neg(turned), k);
    return [felt(tf.transpose(taken(turned, indices), back)), felt(tf.transpose(indices, back))];
  };
};

/** Numbers of the last axis at places that stand in a tensor; the gradient goes to these places. */
export function taken(x: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const extent = x.shape.at(-1)!;
  const count = indices.shape.at(-1)!;
  const rows = sizeOf(x.shape.slice(0, -1));
  const places = tf.reshape(tf.cast(indices, 'int32'), [rows, count, 1]);
  const values = withGradient(tf.reshape(x, [rows, 1, extent]), (input) => ({
    value: tf.sum(tf.mul(chosen(places, extent), input), 2),
    saved: [places],
    gradient: (dy, [at]) => tf.sum(tf.mul(chosen(at!, extent), tf.expandDims(dy, 2)), 1, true),
  }));
  return tf.reshape(values, [...x.shape.slice(0, -1), count]);
}

/** 1 where a place is, `[…, places, extent]`, of places `[…, places, 1]`. */
export function chosen(places: tf.Tensor, extent: number): tf.Tensor {
  return tf.cast(tf.equal(places, tf.range(0, extent, 1, 'int32')), 'float32');
}

function topOfKnown(value: Known, { axis, k, largest }: { axis: number; k: number; largest: boolean }): Value[] {
  const [extent, inner] = [value.shape[axis]!, sizeOf(value.shape.slice(axis + 1))];
  const shape = value.shape.map((own, i) => (i === axis ? k : own));
  const [numbers, places] = [new Float64Array(sizeOf(shape)), new Float64Array(sizeOf(shape))];
  for (let row = 0; row < value.data.length / extent; row++) {
    const [outer, column] = [Math.floor(row / inner), row % inner];
    const at = (index: number) => value.data[(outer * extent + index) * inner + column]!;
    const order = Array.from({ length: extent }, (_, index) => index).sort(
      (a, b) => (largest ? at(b) - at(a) : at(a) - at(b)) || a - b,
    );
    for (const [i, index] of order.slice(0, k).entries()) {
      const to = (outer * k + i) * inner + column;
      numbers[to] = at(index);
      places[to] = index;
    }
  }
  return [known(value.type, shape, kept(value.type, numbers)), known('int', shape, places)];
}

/** Operators that sort. */
export const sortings: Operators = { TopK: topK };

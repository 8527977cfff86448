import { withGradient } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { numbersOf as kept } from '../file/element-types.js';
import { checkShape } from '../file/tensor.js';
import { axisOf, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, numbersOf, type Value } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** The largest float32: the cpu backend sorts by differences, which infinite numbers of one sign don't have. */
const LARGEST = 3.4028234663852886e38;

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
    checkGradient(node, turned.shape, k);
    const finite = tf.clipByValue(turned, -LARGEST, LARGEST);
    const { indices } = tf.topk(largest ? finite : tf.neg(finite), k);
    return [felt(tf.transpose(taken(turned, indices), back)), felt(tf.transpose(indices, back))];
  };
};

/** @throws InputError where {@link taken} would compare too many places with too many numbers. */
export function checkGradient({ thing }: NodeSettings, shape: readonly number[], count: number): void {
  checkShape(`the gradient of ${thing}`, [sizeOf(shape.slice(0, -1)), count, shape.at(-1)!]);
}

/**
 * Numbers of the last axis at places that stand in a tensor; the gradient goes to these places. What a row holds beside them
 * does not matter, as with infinite numbers of a mask. A place behind a row's end is none of any row, which backends refuse.
 */
export function taken(x: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const extent = x.shape.at(-1)!;
  const count = indices.shape.at(-1)!;
  const rows = sizeOf(x.shape.slice(0, -1));
  const places = tf.reshape(tf.cast(indices, 'int32'), [rows, count]);
  const values = withGradient(tf.reshape(x, [rows, extent]), (input) => ({
    value: tf.gather(tf.reshape(input, [rows * extent]), amongAll(places, extent)),
    saved: [places],
    gradient: (dy, [at]) => tf.sum(tf.mul(chosen(tf.expandDims(at!, 2), extent), tf.expandDims(dy, 2)), 1),
  }));
  return tf.reshape(values, [...x.shape.slice(0, -1), count]);
}

/** Places of rows, `[rows, places]`, as places of all the rows' numbers in one list. */
function amongAll(places: tf.Tensor, extent: number): tf.Tensor2D {
  const rows = places.shape[0]!;
  const firsts = tf.reshape(tf.range(0, rows * extent, extent, 'int32'), [rows, 1]);
  const inside = tf.logicalAnd(tf.greaterEqual(places, 0), tf.less(places, extent));
  const nowhere = tf.scalar(rows * extent, 'int32');
  return tf.where(inside, tf.add(places, firsts), nowhere) as tf.Tensor2D;
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

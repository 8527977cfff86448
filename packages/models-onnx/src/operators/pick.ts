import { withGradient } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { checkShape } from '../file/tensor.js';
import { emptyLike } from '../values/known.js';
import { axisOf, fitsOffAxis, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, numbersOf, tensorOf, type Value } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { partOf, together } from './slices.js';
import { checkGradient, chosen, taken } from './sorting.js';
import { alongAxis } from './sparse-map.js';

/** Indices in fewer runs of neighbours than this are taken by slices. */
const MAX_RUNS = 16;

const gather: Operator = (node) => (inputs) => {
  const [value, indices] = inputs;
  if (!value || !indices) throw new InputError(`${node.thing} lacks an input`);
  const axis = axisOf(node.thing, node.integer('axis', 0), value.shape.length);
  const extent = value.shape[axis]!;
  const shape = [...value.shape.slice(0, axis), ...indices.shape, ...value.shape.slice(axis + 1)];
  checkShape(node.thing, shape);
  if (!indices.known) {
    if (!value.known) checkShape(`the gradient of ${node.thing}`, [sizeOf(indices.shape), extent]);
    return [felt(gatheredAt(tensorOf(value), indices.tensor, axis))];
  }
  const places = numbersOf(indices, `the indices of ${node.thing}`).map((index) => placeOf(node, index, extent));
  if (value.known) return [gatheredKnown(value, { axis, chosen: places, shape })];
  return [felt(tf.reshape(gathered(value, axis, places), shape))];
};

function gatheredKnown(
  value: Known,
  { axis, chosen, shape }: { axis: number; chosen: readonly number[]; shape: number[] },
): Known {
  const [outer, extent] = [sizeOf(value.shape.slice(0, axis)), value.shape[axis]!];
  const inner = sizeOf(value.shape.slice(axis + 1));
  const data = emptyLike(value, outer * chosen.length * inner);
  for (let row = 0; row < outer; row++) {
    for (const [i, index] of chosen.entries()) {
      const from = (row * extent + index) * inner;
      data.set(value.data.subarray(from, from + inner), (row * chosen.length + i) * inner);
    }
  }
  return known(value.type, shape, data);
}

/** Takes numbers of an axis by their indices: neighbours by slices, others by a gather. */
export function gathered(value: Value, axis: number, chosen: readonly number[]): tf.Tensor {
  const runs: { begin: number; count: number }[] = [];
  for (const index of chosen) {
    const last = runs.at(-1);
    if (last && last.begin + last.count === index) last.count += 1;
    else runs.push({ begin: index, count: 1 });
  }
  if (runs.length <= MAX_RUNS) {
    return tensorOf(
      together(
        runs.map((run) => partOf(value, { axis, step: 1, ...run })),
        axis,
      ),
    );
  }
  return alongAxis(
    tensorOf(value),
    axis,
    chosen.map((index) => [[index, 1]]),
  );
}

/** Takes numbers of an axis at places that stand in a tensor. They have no gradient, which TensorFlow.js' own asks for. */
function gatheredAt(x: tf.Tensor, indices: tf.Tensor, axis: number): tf.Tensor {
  const extent = x.shape[axis]!;
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const places = tf.reshape(fromFirst(indices, extent), [-1]) as tf.Tensor1D;
  const [rows, columns] = [sizeOf(before), sizeOf(after)];
  const found = withGradient(tf.reshape(x, [rows, extent, columns]) as tf.Tensor3D, (input) => ({
    value: tf.gather(input, places, 1),
    saved: [places],
    gradient: (dy, [at]) => {
      const back = tf.transpose(chosen(tf.expandDims(at!, 1), extent));
      const turned = tf.reshape(tf.transpose(dy, [1, 0, 2]), [places.size, rows * columns]);
      return tf.transpose(
        tf.reshape(tf.matMul(back as tf.Tensor2D, turned as tf.Tensor2D), [extent, rows, columns]),
        [1, 0, 2],
      );
    },
  }));
  return tf.reshape(found, [...before, ...indices.shape, ...after]);
}

/** Places that count from the end as such that count from the first. */
function fromFirst(indices: tf.Tensor, extent: number): tf.Tensor {
  const places = tf.cast(indices, 'int32');
  return tf.where(tf.less(places, 0), tf.add(places, tf.scalar(extent, 'int32')), places);
}

/** Slices at places of the first axes, which are known. */
const gatherNd: Operator = (node) => (inputs) => {
  const [value, indices] = inputs;
  if (!value || !indices) throw new InputError(`${node.thing} lacks an input`);
  const batch = node.integer('batch_dims', 0);
  const depth = indices.shape.at(-1) ?? 0;
  const placed = batch + depth;
  if (depth < 1 || batch < 0 || batch >= indices.shape.length || placed > value.shape.length)
    throw new InputError(`${node.thing} takes slices at ${placed} axes of a value of ${value.shape.length}`);
  if (indices.shape.slice(0, batch).some((extent, axis) => extent !== value.shape[axis]))
    throw new InputError(
      `${node.thing} takes slices of [${value.shape}] at indices of shape [${indices.shape}]; the first ${batch} extents must be equal`,
    );
  const numbers = numbersOf(indices, `the indices of ${node.thing}`);
  const items = sizeOf(value.shape.slice(0, batch));
  const [rows, each] = [numbers.length / depth, numbers.length / depth / items];
  const extents = value.shape.slice(batch, placed);
  const flat = Array.from({ length: rows }, (_, row) =>
    extents.reduce(
      (place, extent, axis) => place * extent + placeOf(node, numbers[row * depth + axis]!, extent),
      Math.floor(row / each),
    ),
  );
  const rest = value.shape.slice(placed);
  const whole = [sizeOf(value.shape.slice(0, placed)), sizeOf(rest)];
  const shape = [...indices.shape.slice(0, -1), ...rest];
  checkShape(node.thing, shape);
  if (value.known) return [gatheredKnown(known(value.type, whole, value.data), { axis: 0, chosen: flat, shape })];
  return [felt(tf.reshape(gathered(felt(tf.reshape(value.tensor, whole)), 0, flat), shape))];
};

/** @throws InputError for a place outside an axis. */
function placeOf({ thing }: NodeSettings, index: number, extent: number): number {
  const own = index < 0 ? index + extent : index;
  if (Number.isInteger(own) && own >= 0 && own < extent) return own;
  throw new InputError(`${thing} takes the index ${index} of an axis of ${extent}`);
}

/** Element by element along an axis. */
const gatherElements: Operator = (node) => (inputs) => {
  const [value, indices] = inputs;
  if (!value || !indices) throw new InputError(`${node.thing} lacks an input`);
  const axis = axisOf(node.thing, node.integer('axis', 0), value.shape.length);
  const [own, theirs] = [value.shape, indices.shape];
  if (!fitsOffAxis(own, theirs, axis))
    throw new InputError(
      `${node.thing} takes elements of [${own}] at indices of shape [${theirs}]; they have as many axes, and no larger extents off the axis ${axis}`,
    );
  if (indices.known) for (const index of indices.data) placeOf(node, index, own[axis]!);
  if (value.known && indices.known) return [elementsOfKnown(value, indices, axis)];
  const rank = own.length;
  const order = [...own.keys()].filter((d) => d !== axis);
  const within = tf.slice(
    floatOf(value),
    own.map(() => 0),
    own.map((extent, d) => (d === axis ? extent : theirs[d]!)),
  );
  const counted = fromFirst(tensorOf(indices), own[axis]!);
  const turned = tf.transpose(within, [...order, axis]);
  checkGradient(node, turned.shape, theirs[axis]!);
  const found = taken(turned, tf.transpose(counted, [...order, axis]));
  return [
    felt(
      tf.transpose(
        found,
        own.map((_, d) => (d === axis ? rank - 1 : order.indexOf(d))),
      ),
    ),
  ];
};

function elementsOfKnown(value: Known, indices: Known, axis: number): Known {
  const chosen = indices.data;
  const data = emptyLike(value, chosen.length);
  const extent = value.shape[axis]!;
  const [own, theirs] = [value.shape, indices.shape];
  for (let i = 0; i < chosen.length; i++) {
    let [rest, from, stride] = [i, 0, 1];
    for (let d = own.length - 1; d >= 0; d--) {
      const place = rest % theirs[d]!;
      rest = Math.floor(rest / theirs[d]!);
      const index = d === axis ? (chosen[i]! < 0 ? chosen[i]! + extent : chosen[i]!) : place;
      from += index * stride;
      stride *= own[d]!;
    }
    data[i] = value.data[from]!;
  }
  return known(value.type, indices.shape, data);
}

/** Operators that pick numbers by indices. */
export const picks: Operators = { Gather: gather, GatherElements: gatherElements, GatherND: gatherNd };

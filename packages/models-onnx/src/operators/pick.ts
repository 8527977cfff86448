import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { checkShape } from '../file/tensor.js';
import { emptyLike } from '../values/known.js';
import { axisOf, sizeOf } from '../values/shapes.js';
import { felt, floatOf, type Known, known, numbersOf, tensorOf, type Value } from '../values/value.js';
import type { Operator, Operators } from './operator.js';
import { partOf, together } from './slices.js';
import { taken } from './sorting.js';
import { alongAxis } from './sparse-map.js';

/** Indices in fewer runs of neighbours than this are taken by slices. */
const MAX_RUNS = 16;

const gather: Operator = (node) => (inputs) => {
  const [value, indices] = inputs;
  if (!value || !indices) throw new InputError(`${node.thing} lacks an input`);
  const axis = axisOf(node.thing, node.integer('axis', 0), value.shape.length);
  if (!indices.known) {
    return [felt(tf.gather(tensorOf(value), tf.cast(tensorOf(indices), 'int32') as tf.Tensor1D, axis))];
  }
  const extent = value.shape[axis]!;
  const chosen = numbersOf(indices, `the indices of ${node.thing}`).map((index) =>
    index < 0 ? index + extent : index,
  );
  const outside = chosen.find((index) => !Number.isInteger(index) || index < 0 || index >= extent);
  if (outside !== undefined) throw new InputError(`${node.thing} takes the index ${outside} of an axis of ${extent}`);
  const shape = [...value.shape.slice(0, axis), ...indices.shape, ...value.shape.slice(axis + 1)];
  checkShape(node.thing, shape);
  if (value.known) return [gatheredKnown(value, { axis, chosen, shape })];
  return [felt(tf.reshape(gathered(value, axis, chosen), shape))];
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

/** Element by element along an axis. */
const gatherElements: Operator = (node) => (inputs) => {
  const [value, indices] = inputs;
  if (!value || !indices) throw new InputError(`${node.thing} lacks an input`);
  const axis = axisOf(node.thing, node.integer('axis', 0), value.shape.length);
  if (value.known && indices.known) return [elementsOfKnown(value, indices, axis)];
  const [own, theirs] = [value.shape, indices.shape];
  const fits = own.length === theirs.length && theirs.every((extent, d) => d === axis || extent <= own[d]!);
  if (!fits) throw new InputError(`${node.thing} takes elements of [${own}] at indices of shape [${theirs}]`);
  const rank = own.length;
  const order = [...own.keys()].filter((d) => d !== axis);
  const within = tf.slice(
    floatOf(value),
    own.map(() => 0),
    own.map((extent, d) => (d === axis ? extent : theirs[d]!)),
  );
  const places = tf.cast(tensorOf(indices), 'int32');
  const counted = tf.where(tf.less(places, 0), tf.add(places, tf.scalar(own[axis]!, 'int32')), places);
  const found = taken(tf.transpose(within, [...order, axis]), tf.transpose(counted, [...order, axis]));
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
export const picks: Operators = { Gather: gather, GatherElements: gatherElements };

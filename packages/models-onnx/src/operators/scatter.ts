import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { checkShape } from '../file/tensor.js';
import { axisOf, fitsOffAxis, sizeOf, stridesOf } from '../values/shapes.js';
import { felt, floatOf, known, numbersOf, type Value } from '../values/value.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { alongAxis } from './sparse-map.js';

/** How what is written meets what was there: in its place, or added. @throws InputError for other ways. */
function addsOf(node: NodeSettings): boolean {
  const way = node.text('reduction', 'none');
  if (way === 'none' || way === 'add') return way === 'add';
  throw new InputError(`${node.thing} reduces by ${way}; none and add are supported`);
}

/** Writes slices at places that are known. */
const scatterNd: Operator = (node) => {
  const adds = addsOf(node);
  return ([data, indices, updates]) => {
    if (!data || !indices || !updates) throw new InputError(`${node.thing} lacks an input`);
    const places = numbersOf(indices, `the indices of ${node.thing}`);
    const depth = indices.shape.at(-1) ?? 0;
    if (depth < 1 || depth > data.shape.length)
      throw new InputError(`${node.thing} has indices of ${depth} axes for a value of ${data.shape.length}`);
    checkUpdates(node, updates, [...indices.shape.slice(0, -1), ...data.shape.slice(depth)]);
    const size = sizeOf(data.shape.slice(depth));
    const strides = stridesOf(data.shape);
    const starts = Array.from({ length: places.length / depth }, (_, row) =>
      Array.from({ length: depth }, (_, axis) => {
        const index = indexOf(node, places[row * depth + axis]!, data.shape[axis]!);
        return index * strides[axis]!;
      }).reduce((sum, part) => sum + part, 0),
    );
    const targets = starts.flatMap((start) => Array.from({ length: size }, (_, i) => start + i));
    return [written(node, { data, updates, targets, adds })];
  };
};

/** Writes number by number along an axis, at places that are known. */
const scatterElements: Operator = (node) => {
  const adds = addsOf(node);
  return ([data, indices, updates]) => {
    if (!data || !indices || !updates) throw new InputError(`${node.thing} lacks an input`);
    const axis = axisOf(node.thing, node.integer('axis', 0), data.shape.length);
    if (!fitsOffAxis(data.shape, indices.shape, axis))
      throw new InputError(
        `${node.thing} writes elements of [${data.shape}] at indices of shape [${indices.shape}]; they have as many axes, and no larger extents off the axis ${axis}`,
      );
    checkUpdates(node, updates, indices.shape);
    const places = numbersOf(indices, `the indices of ${node.thing}`);
    const [own, theirs] = [stridesOf(data.shape), stridesOf(indices.shape)];
    const targets = places.map((place, i) =>
      own.reduce((sum, stride, d) => {
        const at = Math.floor(i / theirs[d]!) % indices.shape[d]!;
        return sum + stride * (d === axis ? indexOf(node, place, data.shape[axis]!) : at);
      }, 0),
    );
    return [written(node, { data, updates, targets, adds })];
  };
};

function checkUpdates({ thing }: NodeSettings, { shape }: Value, places: readonly number[]): void {
  if (shape.length === places.length && shape.every((extent, d) => extent === places[d])) return;
  throw new InputError(`${thing} writes numbers of shape [${shape}] at places of shape [${places}]`);
}

function indexOf(node: NodeSettings, index: number, extent: number): number {
  const own = index < 0 ? index + extent : index;
  if (Number.isInteger(own) && own >= 0 && own < extent) return own;
  throw new InputError(`${node.thing} writes at the index ${index} of an axis of ${extent}`);
}

/** Numbers of `updates` at `targets` of `data`, both counted row-major; of those at one place the last one stays. */
function written(
  node: NodeSettings,
  {
    data,
    updates,
    targets,
    adds,
  }: { readonly data: Value; readonly updates: Value; readonly targets: readonly number[]; readonly adds: boolean },
): Value {
  const size = checkShape(node.thing, data.shape);
  if (data.known && updates.known) {
    const numbers = data.data.slice();
    for (const [i, target] of targets.entries()) numbers[target] = (adds ? numbers[target]! : 0) + updates.data[i]!;
    return known(data.type, data.shape, numbers);
  }
  const rows = Array.from({ length: size }, (_, i): [number, number][] => [[i, 1]]);
  for (const [i, target] of targets.entries()) {
    if (adds) rows[target]!.push([size + i, 1]);
    else rows[target] = [[size + i, 1]];
  }
  const all = tf.concat([tf.reshape(floatOf(data), [size]), tf.reshape(floatOf(updates), [targets.length])], 0);
  const answer = tf.reshape(alongAxis(all, 0, rows), [...data.shape]);
  return felt(data.type === 'float' ? answer : tf.cast(answer, data.type === 'int' ? 'int32' : 'bool'));
}

/** Operators that write into values. */
export const scatters: Operators = { ScatterND: scatterNd, ScatterElements: scatterElements, Scatter: scatterElements };

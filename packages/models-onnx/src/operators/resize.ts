import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { checkShape } from '../file/tensor.js';
import { sizeOf } from '../values/shapes.js';
import { felt, floatOf, numbersOf, type Value } from '../values/value.js';
import { repeated } from './expand.js';
import type { NodeSettings, Operator, Operators } from './operator.js';
import { alongAxis, type SparseRow } from './sparse-map.js';

/** How one axis becomes longer or shorter. */
interface Axis {
  readonly from: number;
  readonly to: number;
  /** `to / from` as the file has it, before rounding. */
  readonly scale: number;
}

/** Where an output's number lies on the input's axis, by ONNX's coordinate_transformation_mode. */
const PLACES: Readonly<Record<string, (i: number, axis: Axis) => number>> = {
  half_pixel: (i, { scale }) => (i + 0.5) / scale - 0.5,
  pytorch_half_pixel: (i, { scale, to }) => (to > 1 ? (i + 0.5) / scale - 0.5 : 0),
  asymmetric: (i, { scale }) => i / scale,
  align_corners: (i, { from, scale }) => (from * scale > 1 ? (i * (from - 1)) / (from * scale - 1) : 0),
};

const NEAREST: Readonly<Record<string, (x: number) => number>> = {
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

const resize: Operator = (node) => {
  const [mode, nearest] = [node.text('mode', 'nearest'), NEAREST[node.text('nearest_mode', 'round_prefer_floor')]];
  const older = node.opset < 11 || node.thing.startsWith('Upsample');
  const place = PLACES[node.text('coordinate_transformation_mode', older ? 'asymmetric' : 'half_pixel')];
  const round = older ? Math.floor : nearest;
  if (!['nearest', 'linear'].includes(mode) || !place || !round || node.integer('antialias', 0) === 1) {
    throw new InputError(
      `${node.thing} resizes by ${mode}, ${node.text('coordinate_transformation_mode', 'half_pixel')}; nearest and linear, without antialias, are supported`,
    );
  }
  if (node.text('keep_aspect_ratio_policy', 'stretch') !== 'stretch') {
    throw new InputError(`${node.thing} keeps the ratio of its sides, which is not supported`);
  }
  return (inputs) => {
    const value = inputs[0];
    if (!value) throw new InputError(`${node.thing} lacks an input`);
    const axes = sizesOf(node, value, older ? [undefined, undefined, inputs[1], undefined] : inputs);
    checkShape(
      node.thing,
      axes.map(({ to }) => to),
    );
    const answer = axes.reduce((x, axis, i) => {
      if (axis.from === axis.to && axis.scale === 1) return x;
      if (axis.from === 0) throw new InputError(`${node.thing} resizes an axis of 0 numbers`);
      return mode === 'nearest'
        ? nearestAlong(x, i, { axis, place: (at) => round(place(at, axis)) })
        : alongAxis(x, i, linearRows(axis, place));
    }, floatOf(value));
    return [felt(answer)];
  };
};

function linearRows(axis: Axis, place: (typeof PLACES)[string]): SparseRow[] {
  return Array.from({ length: axis.to }, (_, i) => {
    const at = Math.min(axis.from - 1, Math.max(0, place(i, axis)));
    const [below, part] = [Math.floor(at), at - Math.floor(at)];
    return part > 0
      ? [
          [below, 1 - part],
          [below + 1, part],
        ]
      : [[below, 1]];
  });
}

const clamp = (index: number, extent: number) => Math.min(extent - 1, Math.max(0, index));

/** Where every number is repeated as often, without a product. */
function nearestAlong(
  x: tf.Tensor,
  axis: number,
  { axis: { from, to }, place }: { readonly axis: Axis; readonly place: (i: number) => number },
): tf.Tensor {
  const chosen = Array.from({ length: to }, (_, i) => clamp(place(i), from));
  const times = to / from;
  const even = Number.isInteger(times) && chosen.every((index, i) => index === Math.floor(i / times));
  if (!even) {
    return alongAxis(
      x,
      axis,
      chosen.map((index) => [[index, 1]]),
    );
  }
  const [before, after] = [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis + 1))];
  const wide = repeated(tf.reshape(x, [before * from, 1, after]), [before * from, times, after]);
  return tf.reshape(wide, [...x.shape.slice(0, axis), to, ...x.shape.slice(axis + 1)]);
}

/** By sizes or by scales, whichever the file gives. */
function sizesOf(node: NodeSettings, value: Value, inputs: readonly (Value | undefined)[]): Axis[] {
  const [, , scales, sizes] = inputs;
  const listed = (input: Value | undefined) =>
    input && sizeOf(input.shape) > 0 ? numbersOf(input, `the size of ${node.thing}`) : undefined;
  const [given, asked] = [listed(scales) ?? node.floats('scales'), listed(sizes)];
  const chosen = node.integers('axes')?.map((axis) => (axis < 0 ? axis + value.shape.length : axis));
  return value.shape.map((from, axis) => {
    const at = chosen ? chosen.indexOf(axis) : axis;
    if (at < 0) return { from, to: from, scale: 1 };
    const to = asked?.[at] ?? Math.floor(from * (given?.[at] ?? Number.NaN));
    if (!Number.isInteger(to) || to < 0)
      throw new InputError(`${node.thing} gives neither sizes nor scales for axis ${axis}`);
    return { from, to, scale: asked ? to / from : given![at]! };
  });
}

/** Operators that interpolate. */
export const resizes: Operators = { Resize: resize, Upsample: resize };

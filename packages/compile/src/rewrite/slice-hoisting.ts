import { type Stretch, sliceAxis } from '../expressions/axis-slice.js';
import { alignedAxis, isRowwise, productAxes, reshapedAxis } from '../graph/axes.js';
import type { Builder, Rule, Rules } from '../graph/builder.js';
import { along, asOp, type Node, nodeOf, type Value } from '../graph/graph.js';
import { traitsOf } from '../graph/operators.js';
import { splatOf } from './constant-folding.js';

/** A stretch of an axis of a value that was computed without it. */
export interface HoistedSlice extends Stretch {
  readonly whole: Value;
  readonly axis: number;
}

/** What values are slices of, where a slice was hoisted to make them: noted by this pass, read by slice reuse. */
export type HoistedSlices = Map<Value, HoistedSlice>;

/** What is left must be at most this part of the axis: below it, computing it twice costs more than it saves. */
const WORTH_IT = 0.5;

/**
 * A slice of a result is the result of a slice: slices are hoisted through whatever treats rows alike, so that only the
 * rows that somebody reads are computed.
 */
export function sliceHoisting(hoisted: HoistedSlices): Rules {
  const hoist: Rule<'AxisSlice'> = ({ inputs: [x, begin], attributes: { axis, size }, outputs: [extent] }, build) => {
    if (size > WORTH_IT * along(x, axis)) return undefined;
    const number = splatOf(x);
    if (number !== undefined) return [build.filled(number, extent)];
    const node = nodeOf(x);
    if (!node || node.outputs.length > 1) return undefined;
    const slice = hoistedThrough(build, node, x, { axis, begin, size });
    if (!slice) return undefined;
    // What was made before may have a place of its own; and the whole may need it.
    if (slice.id > x.id) hoisted.set(slice, { whole: x, axis, begin, size });
    return [slice];
  };
  return { AxisSlice: [hoist] };
}

/** The slice of what a node answers as a node of slices. */
function hoistedThrough(
  build: Builder,
  node: Node,
  result: Value,
  { axis, begin, size }: Stretch & { axis: number },
): Value | undefined {
  const { op, inputs, attributes } = node;
  const { elementwise, rowwise = 0 } = traitsOf(op);
  const rank = result.shape.length;
  const extent = { shape: result.shape.with(axis, size), dtype: result.dtype };
  const cut = (value: Value, own: number | undefined) =>
    own === undefined ? value : sliceAxis(build, value, own, { begin, size });
  const again = (operands: readonly Value[]) => build.oneAgain(node, operands, extent);
  if (elementwise) {
    return again(inputs.map((input) => cut(input, alignedAxis(input, axis, rank, along(result, axis)))));
  }
  if (isRowwise(op, attributes, axis, rank)) {
    return again(inputs.map((input, i) => (i < rowwise ? cut(input, axis) : input)));
  }
  const transpose = asOp(node, 'Transpose');
  if (transpose) return again([cut(transpose.inputs[0], transpose.attributes.perm[axis])]);
  const reshape = asOp(node, 'Reshape');
  if (reshape) {
    const own = reshapedAxis(result.shape, reshape.inputs[0].shape, axis);
    return own === undefined ? undefined : build.reshape(cut(reshape.inputs[0], own), extent.shape);
  }
  const product = asOp(node, 'Product');
  if (product && axis >= rank - 2) {
    const [a, b] = product.inputs;
    if (axis === rank - 2) return again([cut(a, productAxes(a, 'a', product.attributes).free), b]);
    return again([a, cut(b, productAxes(b, 'b', product.attributes).free)]);
  }
  // Of two slices that of the earlier axis goes on, so that they change places once.
  const slice = asOp(node, 'AxisSlice');
  if (slice && axis < slice.attributes.axis) return again([cut(slice.inputs[0], axis), slice.inputs[1]]);
  const pad = asOp(node, 'AxisPad');
  if (pad?.attributes.axis !== axis) return undefined;
  const [part, first] = pad.inputs;
  return first === begin && along(part, axis) === size ? part : undefined;
}

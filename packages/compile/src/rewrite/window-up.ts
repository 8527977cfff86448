import type { Builder, Rule, Rules } from '../graph/builder.js';
import { type Node, nodeOf, type Value } from '../graph/graph.js';
import { type Stretch, window } from '../kernels/window.js';
import { alignedAxis, isRowwise, NUMBERWISE, productAxes, ROWWISE, reshapedAxis } from './axis.js';
import { uniformOf } from './uniform.js';

/** A stretch of an axis of a value that was computed without it. */
export interface Part extends Stretch {
  readonly whole: Value;
  readonly axis: number;
}

const parts = new WeakMap<Value, Part>();

/** What a value is part of, where a window moved up to make it: noted for `readWholes`. */
export const partOf = (value: Value): Part | undefined => parts.get(value);

/** What is left must be at most this part of the axis: below it, computing it twice costs more than it saves. */
const WORTH_IT = 0.5;

/**
 * A stretch of a result is the result of a stretch: a window moves up through whatever treats rows alike, so that only
 * the rows that somebody reads are computed.
 */
const up: Rule = ({ inputs: [x, begin], attributes, outputs: [extent] }, build) => {
  const { axis, size } = attributes as { axis: number; size: number };
  if (size > WORTH_IT * x!.shape[axis]!) return undefined;
  const number = uniformOf(x!);
  if (number !== undefined) return [build.filled(number, extent!)];
  const node = nodeOf(x!);
  if (!node || node.outputs.length > 1) return undefined;
  const moved = moveUp(build, node, { axis, begin: begin!, size });
  if (!moved) return undefined;
  // What was made before may have a place of its own; and the whole may need it.
  if (moved.id > x!.id) parts.set(moved, { whole: x!, axis, begin: begin!, size });
  return [moved];
};

function moveUp(build: Builder, node: Node, { axis, begin, size }: Stretch & { axis: number }): Value | undefined {
  const { op, inputs, attributes } = node;
  const [result] = node.outputs as [Value];
  const rank = result.shape.length;
  const extent = { shape: result.shape.with(axis, size), dtype: result.dtype };
  const cut = (value: Value, own: number | undefined) =>
    own === undefined ? value : window(build, value, own, { begin, size });
  const again = (operands: readonly Value[]) => build.one(op, operands, extent, attributes);
  if (NUMBERWISE.has(op)) {
    return again(inputs.map((input) => cut(input, alignedAxis(input, axis, rank, result.shape[axis]!))));
  }
  if (isRowwise(op, attributes, axis, rank)) {
    return again(inputs.map((input, i) => (i < ROWWISE[op]! ? cut(input, axis) : input)));
  }
  if (op === 'Transpose') return again([cut(inputs[0]!, (attributes.perm as number[])[axis]!)]);
  if (op === 'Reshape') {
    const own = reshapedAxis(result.shape, inputs[0]!.shape, axis);
    return own === undefined ? undefined : build.reshape(cut(inputs[0]!, own), extent.shape);
  }
  if (op === 'Product' && axis >= rank - 2) {
    const [a, b] = inputs as [Value, Value];
    if (axis === rank - 2) return again([cut(a, productAxes(a, 'a', attributes).free), b]);
    return again([a, cut(b, productAxes(b, 'b', attributes).free)]);
  }
  // Of two windows that of the earlier axis goes on, so that they change places once.
  if (op === 'Window' && axis < Number(attributes.axis)) return again([cut(inputs[0]!, axis), inputs[1]!]);
  if (op === 'Place' && attributes.axis === axis) {
    return inputs[1] === begin && inputs[0]!.shape[axis] === size ? inputs[0] : undefined;
  }
  return undefined;
}

/** Windows move up. */
export const windowUp: Rules = { Window: [up] };

import { padAxis, sliceAxis } from '../expressions/axis-slice.js';
import { alignedAxis, isRowwise, productAxes, reshapedAxis } from '../graph/axes.js';
import type { Builder, Call, Rule, Rules } from '../graph/builder.js';
import { along, madeBy, type Value } from '../graph/graph.js';
import { opsWith, traitsOf } from '../graph/operators.js';

/** A value that is zero but for a stretch. */
interface Padded {
  readonly part: Value;
  readonly begin: Value;
  readonly axis: number;
  readonly total: number;
  /** How long the stretch is. */
  readonly size: number;
}

function padded(value: Value | undefined): Padded | undefined {
  const pad = madeBy(value, 'AxisPad');
  if (!pad) return undefined;
  const [part, begin] = pad.inputs;
  const { axis, total } = pad.attributes;
  return { part, begin, axis, total, size: along(part, axis) };
}

const wrap = (build: Builder, part: Value, { begin, total }: Padded, axis: number): Value[] => [
  padAxis(build, part, axis, { begin, total }),
];

const cut = (build: Builder, value: Value, { begin, size }: Padded, axis: number): Value =>
  sliceAxis(build, value, axis, { begin, size });

/** `f(zeros but a stretch, rows…)` with f(0) = 0: only the stretch is computed. */
const gradient: Rule = (call, build) => {
  const [dy, x, ...weights] = call.inputs as readonly Value[];
  const found = padded(dy);
  if (!found || !x) return undefined;
  const { axis, part } = found;
  if (!traitsOf(call.op).elementwise && !isRowwise(call.op, call.attributes, axis, x.shape.length)) return undefined;
  const own = cut(build, x, found, axis);
  return wrap(build, build.oneAgain(call, [part, own, ...weights], own), found, axis);
};

/** A product of numbers, one factor of which is zero but for a stretch. */
const factor: Rule<'Mul' | 'Div'> = (call, build) => {
  const { op, outputs } = call as Call<'Mul' | 'Div'>;
  const [a, b] = call.inputs;
  const [extent] = outputs;
  for (const [side, other, swap] of [
    [a, b, false],
    [b, a, true],
  ] as const) {
    const found = padded(side);
    if (!found || (op === 'Div' && swap)) continue;
    const rank = extent.shape.length;
    const axis = found.axis + rank - side.shape.length;
    if (extent.shape[axis] !== found.total) continue;
    const own = alignedAxis(other, axis, rank, found.total);
    const rest = own === undefined ? other : cut(build, other, found, own);
    const shape = extent.shape.with(axis, found.size);
    const operands = swap ? [rest, found.part] : [found.part, rest];
    return wrap(build, build.oneAgain(call, operands, { shape, dtype: extent.dtype }), found, axis);
  }
  return undefined;
};

/** A sum of values that are zero but for the same stretch. */
const term: Rule<'Add' | 'Sub'> = ({ op, inputs: [a, b], outputs: [extent] }, build) => {
  const [left, right] = [padded(a), padded(b)];
  if (!left || !right || left.begin !== right.begin || left.axis !== right.axis || left.total !== right.total)
    return undefined;
  if (a.shape.length !== b.shape.length || left.size !== right.size) return undefined;
  const shape = extent.shape.with(left.axis, left.size);
  return wrap(build, build.one(op, [left.part, right.part], { shape, dtype: extent.dtype }), left, left.axis);
};

const reduction: Rule<'ReduceSum' | 'ReduceMean'> = (call, build) => {
  const [extent] = call.outputs;
  const found = padded(call.inputs[0]);
  if (!found || call.attributes.axes?.includes(found.axis)) return undefined;
  const shape = extent.shape.with(found.axis, found.size);
  return wrap(build, build.oneAgain(call, [found.part], { shape, dtype: extent.dtype }), found, found.axis);
};

const reshape: Rule<'Reshape'> = ({ inputs: [x], outputs: [extent] }, build) => {
  const found = padded(x);
  const own = found && reshapedAxis(x.shape, extent.shape, found.axis);
  if (!found || own === undefined) return undefined;
  return wrap(build, build.reshape(found.part, extent.shape.with(own, found.size)), found, own);
};

const transpose: Rule<'Transpose'> = ({ inputs: [x], attributes: { perm } }, build) => {
  const found = padded(x);
  return found && wrap(build, build.transpose(found.part, perm), found, perm.indexOf(found.axis));
};

/** Zero rows of an operand are zero rows of the product; zeros that are summed over are left out. */
const product: Rule<'Product'> = ({ op, inputs: [a, b], attributes, outputs: [extent] }, build) => {
  const rank = extent.shape.length;
  for (const [mine, theirs, side, otherSide] of [
    [a, b, 'a', 'b'],
    [b, a, 'b', 'a'],
  ] as const) {
    const found = padded(mine);
    if (!found) continue;
    const [own, other] = [productAxes(mine, side, attributes), productAxes(theirs, otherSide, attributes)];
    const multiplied = (part: Value, rest: Value, shape: readonly number[]) =>
      build.float(op, side === 'a' ? [part, rest] : [rest, part], shape, attributes);
    if (found.axis === own.summed) {
      return [multiplied(found.part, cut(build, theirs, found, other.summed), extent.shape)];
    }
    if (found.axis !== own.free) continue;
    const axis = side === 'a' ? rank - 2 : rank - 1;
    return wrap(build, multiplied(found.part, theirs, extent.shape.with(axis, found.size)), found, axis);
  }
  return undefined;
};

/** Gradients that are zero where their cotangent is. */
const gradients: Rules = Object.fromEntries(
  opsWith(({ gradient, keepsZeros }) => gradient && keepsZeros === 'first').map((op) => [op, [gradient]]),
);

/**
 * The gradient of reading a slice is zero elsewhere: the padding sinks through whatever keeps zeros, so that only the
 * slice is computed.
 */
export const padSinking: Rules = {
  ...gradients,
  Mul: [factor],
  Div: [factor],
  Add: [term],
  Sub: [term],
  ReduceSum: [reduction],
  ReduceMean: [reduction],
  Reshape: [reshape],
  Transpose: [transpose],
  Product: [product],
};

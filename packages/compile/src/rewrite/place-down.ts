import type { Builder, Rule, Rules } from '../graph/builder.js';
import { nodeOf, type Value } from '../graph/graph.js';
import { place, window } from '../kernels/window.js';
import { alignedAxis, isRowwise, productAxes, reshapedAxis } from './axis.js';

/** A value that is zero but for a stretch. */
interface Placed {
  readonly part: Value;
  readonly begin: Value;
  readonly axis: number;
  readonly total: number;
}

function placed(value: Value | undefined): Placed | undefined {
  const node = value && nodeOf(value);
  if (node?.op !== 'Place') return undefined;
  const { axis, total } = node.attributes as { axis: number; total: number };
  return { part: node.inputs[0]!, begin: node.inputs[1]!, axis, total };
}

type Call = Parameters<Rule>[0];

const wrap = (build: Builder, part: Value, { begin, total }: Placed, axis: number): Value[] => [
  place(build, part, axis, { begin, total }),
];

const cut = (build: Builder, value: Value, { begin, part, axis: from }: Placed, axis: number): Value =>
  window(build, value, axis, { begin, size: part.shape[from]! });

/** `f(zeros but a stretch, rows…)` with f(0) = 0: only the stretch is computed. */
const rowwise: Rule = ({ op, inputs: [dy, x, ...weights], attributes }, build) => {
  const found = placed(dy);
  if (!found || !x) return undefined;
  const { axis, part } = found;
  if (op !== 'GeluGradient' && !isRowwise(op, attributes, axis, x.shape.length)) return undefined;
  const own = cut(build, x, found, axis);
  return wrap(build, build.float(op, [part, own, ...weights], own.shape, attributes), found, axis);
};

/** A product of numbers, one factor of which is zero but for a stretch. */
const factor: Rule = ({ op, inputs: [a, b], attributes, outputs: [extent] }, build) => {
  for (const [side, other, swap] of [
    [a!, b!, false],
    [b!, a!, true],
  ] as const) {
    const found = placed(side);
    if (!found || (op === 'Div' && swap)) continue;
    const rank = extent!.shape.length;
    const axis = found.axis + rank - side.shape.length;
    if (extent!.shape[axis] !== found.total) continue;
    const own = alignedAxis(other, axis, rank, found.total);
    const rest = own === undefined ? other : cut(build, other, found, own);
    const shape = extent!.shape.with(axis, found.part.shape[found.axis]!);
    const part = build.one(
      op,
      swap ? [rest, found.part] : [found.part, rest],
      { shape, dtype: extent!.dtype },
      attributes,
    );
    return wrap(build, part, found, axis);
  }
  return undefined;
};

/** A sum of values that are zero but for the same stretch. */
const term: Rule = ({ op, inputs: [a, b], outputs: [extent] }, build) => {
  const [left, right] = [placed(a), placed(b)];
  if (!left || !right || left.begin !== right.begin || left.axis !== right.axis || left.total !== right.total)
    return undefined;
  if (a!.shape.length !== b!.shape.length || left.part.shape[left.axis] !== right.part.shape[right.axis])
    return undefined;
  const shape = extent!.shape.with(left.axis, left.part.shape[left.axis]!);
  return wrap(build, build.one(op, [left.part, right.part], { shape, dtype: extent!.dtype }), left, left.axis);
};

const sum: Rule = ({ op, inputs: [x], attributes, outputs: [extent] }, build) => {
  const found = placed(x);
  if (!found || (attributes.axes as number[]).includes(found.axis)) return undefined;
  const shape = extent!.shape.with(found.axis, found.part.shape[found.axis]!);
  return wrap(build, build.one(op, [found.part], { shape, dtype: extent!.dtype }, attributes), found, found.axis);
};

const reshape: Rule = ({ inputs: [x], outputs: [extent] }, build) => {
  const found = placed(x);
  const own = found && reshapedAxis(x!.shape, extent!.shape, found.axis);
  if (!found || own === undefined) return undefined;
  return wrap(build, build.reshape(found.part, extent!.shape.with(own, found.part.shape[found.axis]!)), found, own);
};

const transpose: Rule = ({ inputs: [x], attributes }, build) => {
  const found = placed(x);
  const perm = attributes.perm as number[];
  return found && wrap(build, build.transpose(found.part, perm), found, perm.indexOf(found.axis));
};

/** Zero rows of an operand are zero rows of the product; zeros that are summed over are left out. */
const product: Rule = ({ op, inputs, attributes, outputs: [extent] }: Call, build) => {
  const rank = extent!.shape.length;
  for (const [i, side] of (['a', 'b'] as const).entries()) {
    const found = placed(inputs[i]);
    if (!found) continue;
    const [own, other] = [
      productAxes(inputs[i]!, side, attributes),
      productAxes(inputs[1 - i]!, side === 'a' ? 'b' : 'a', attributes),
    ];
    const operands = (mine: Value, theirs: Value) => (side === 'a' ? [mine, theirs] : [theirs, mine]);
    if (found.axis === own.summed) {
      const rest = cut(build, inputs[1 - i]!, found, other.summed);
      return [build.float(op, operands(found.part, rest), extent!.shape, attributes)];
    }
    if (found.axis !== own.free) continue;
    const axis = side === 'a' ? rank - 2 : rank - 1;
    const shape = extent!.shape.with(axis, found.part.shape[found.axis]!);
    return wrap(build, build.float(op, operands(found.part, inputs[1 - i]!), shape, attributes), found, axis);
  }
  return undefined;
};

/**
 * The gradient of reading a stretch is zero elsewhere: the zeros move down through whatever keeps them, so that
 * only the stretch is computed.
 */
export const placeDown: Rules = {
  GeluGradient: [rowwise],
  LayerNormGradient: [rowwise],
  LinearGradient: [rowwise],
  Mul: [factor],
  Div: [factor],
  Add: [term],
  Sub: [term],
  ReduceSum: [sum],
  ReduceMean: [sum],
  Reshape: [reshape],
  Transpose: [transpose],
  Product: [product],
};

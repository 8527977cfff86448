import type { Call, Rule, Rules } from '../graph/builder.js';
import { nodeOf, sameShape, type Value } from '../graph/graph.js';
import { type Op, opsWith, traitsOf } from '../graph/operators.js';

const SPREAD: ReadonlySet<Op> = new Set<Op>(['Expand', 'Reshape', 'Tile']);

/** The number that a value holds everywhere (a splat), where the structure tells. */
export function splatOf(value: Value): number | undefined {
  const { origin } = value;
  if (origin.kind === 'literal' && value.shape.length === 0) return Number(origin.data[0]);
  const node = nodeOf(value);
  const [spread] = node && SPREAD.has(node.op) ? node.inputs : [];
  return spread && splatOf(spread);
}

type Arithmetic = 'Add' | 'Sub' | 'Mul' | 'Div';

const fold: Rule<Arithmetic> = ({ op, inputs: [a, b], attributes, outputs: [extent] }: Call<Arithmetic>, build) => {
  const { arithmetic } = traitsOf(op);
  if (!arithmetic || extent.dtype !== 'float32') return undefined;
  const [u, v] = [splatOf(a), splatOf(b)];
  if (u !== undefined && v !== undefined) return [build.filled(Math.fround(arithmetic.fold(u, v)), extent)];
  const [left, right] = arithmetic.neutral;
  const spread = (x: Value) => (sameShape(x.shape, extent.shape) ? x : build.one('Expand', [x], extent));
  if (v === right) return [spread(a)];
  if (u !== undefined && u === left) return [spread(b)];
  const slim = (x: Value, number: number | undefined, other: Value): Value =>
    number !== undefined && x.shape.length > 0 && sameShape(other.shape, extent.shape) ? build.scalar(number) : x;
  const [first, second] = [slim(a, u, b), slim(b, v, a)];
  return first === a && second === b ? undefined : [build.one(op, [first, second], extent, attributes)];
};

/**
 * Constants that are the same number everywhere: what they leave unchanged is dropped, two of them are computed, and one
 * beside a tensor is fed as one number. `x · 0` stays, for the sake of what is not finite.
 */
export const constantFolding: Rules = Object.fromEntries(
  opsWith(({ arithmetic }) => arithmetic).map((op) => [op, [fold]]),
);

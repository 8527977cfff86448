import type { Builder, Rule, Rules } from '../graph/builder.js';
import { nodeOf, sameShape, type Value } from '../graph/graph.js';

/** The number that a value holds everywhere, where the structure tells. */
export function uniformOf(value: Value): number | undefined {
  const { origin } = value;
  if (origin.kind === 'literal' && value.shape.length === 0) return Number(origin.data[0]);
  const node = nodeOf(value);
  return node?.op === 'Expand' || node?.op === 'Reshape' || node?.op === 'Tile'
    ? uniformOf(node.inputs[0]!)
    : undefined;
}

/** What leaves an operation's other operand as it is. */
const NEUTRAL: Readonly<Record<string, readonly [left: number | undefined, right: number]>> = {
  Add: [0, 0],
  Sub: [undefined, 0],
  Mul: [1, 1],
  Div: [undefined, 1],
};

const FOLD: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
};

const neutral =
  (op: string): Rule =>
  ({ inputs: [a, b], attributes, outputs: [extent] }, build) => {
    if (a === undefined || b === undefined || extent!.dtype !== 'float32') return undefined;
    const [u, v] = [uniformOf(a), uniformOf(b)];
    if (u !== undefined && v !== undefined) return [build.filled(Math.fround(FOLD[op]!(u, v)), extent!)];
    const spread = (x: Value) => (sameShape(x.shape, extent!.shape) ? x : build.one('Expand', [x], extent!));
    if (v === NEUTRAL[op]![1]) return [spread(a)];
    if (u !== undefined && u === NEUTRAL[op]![0]) return [spread(b)];
    const slim = (x: Value, number: number | undefined, other: Value): Value =>
      number !== undefined && x.shape.length > 0 && sameShape(other.shape, extent!.shape) ? build.scalar(number) : x;
    const [left, right] = [slim(a, u, b), slim(b, v, a)];
    return left === a && right === b ? undefined : [build.one(op, [left, right], extent!, attributes)];
  };

/**
 * Numbers that are the same everywhere: what they leave unchanged is dropped, two of them are computed, and one beside
 * a tensor is fed as one number. `x · 0` stays, for the sake of what is not finite.
 */
export const uniform: Rules = Object.fromEntries(Object.keys(NEUTRAL).map((op) => [op, [neutral(op)]]));

/** For rules that make such numbers themselves. */
export const zeros = (build: Builder, like: Value): Value => build.filled(0, like);

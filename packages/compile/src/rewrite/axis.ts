import type { Attributes, Value } from '../graph/graph.js';
import { sizeOf } from '../graph/graph.js';

/** Operations that go number by number, on operands that broadcast. */
export const NUMBERWISE: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow', 'Where', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'],
  ...['Equal', 'And', 'Or', 'Not', 'IsNaN', 'Cast', 'Gelu', 'GeluGradient', 'Neg', 'Exp', 'Erf', 'Sqrt', 'Tanh', 'Log'],
  ...['Sigmoid', 'Relu', 'Reciprocal', 'Abs', 'Identity', 'Clip'],
]);

/** Operations that treat each row along the last axis by itself; operands after `rows` ones are weights. */
export const ROWWISE: Readonly<Record<string, number>> = {
  LayerNorm: 1,
  LayerNormGradient: 2,
  Linear: 1,
  LinearGradient: 2,
  Softmax: 1,
};

/** Whether an operation leaves other rows alone when one along `axis` changes. */
export function isRowwise(op: string, attributes: Attributes, axis: number, rank: number): boolean {
  if (!(op in ROWWISE) || axis === rank - 1) return false;
  return op !== 'Softmax' || attributes.axis === rank - 1;
}

/** The axis of an operand that broadcasting lays on `axis` of the result; undefined where it has one row for all. */
export function alignedAxis(operand: Value, axis: number, rank: number, extent: number): number | undefined {
  const own = axis - (rank - operand.shape.length);
  return own >= 0 && operand.shape[own] === extent ? own : undefined;
}

/** The axis of `to` that is `axis` of `from` after a reshape, where one is. */
export function reshapedAxis(from: readonly number[], to: readonly number[], axis: number): number | undefined {
  const before = sizeOf(from.slice(0, axis));
  for (let own = 0; own < to.length; own++) {
    if (to[own] === from[axis] && sizeOf(to.slice(0, own)) === before) return own;
  }
  return undefined;
}

/** The axes of a product's operand: which becomes rows or columns of the result, which is summed over. */
export function productAxes(operand: Value, side: 'a' | 'b', attributes: Attributes): { free: number; summed: number } {
  const last = operand.shape.length - 1;
  const turned = side === 'a' ? attributes.transA === 1 : attributes.transB === 1;
  const freeLast = side === 'a' ? turned : !turned;
  return freeLast ? { free: last, summed: last - 1 } : { free: last - 1, summed: last };
}

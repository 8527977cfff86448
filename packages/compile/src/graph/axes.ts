import { type Attributes, sizeOf, type Value } from './graph.js';
import { type Op, traitsOf } from './operators.js';

/** Whether an operator leaves other rows alone when one along `axis` changes. */
export function isRowwise(op: Op, attributes: Attributes, axis: number, rank: number): boolean {
  if (traitsOf(op).rowwise === undefined || axis === rank - 1) return false;
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

/** Which operands of a product are transposed. */
export interface Transpositions {
  readonly transA: number;
  readonly transB: number;
}

/** The axes of a product's operand: which becomes rows or columns of the result, which is summed over. */
export function productAxes(
  operand: Value,
  side: 'a' | 'b',
  { transA, transB }: Transpositions,
): { free: number; summed: number } {
  const last = operand.shape.length - 1;
  const freeLast = side === 'a' ? transA === 1 : transB !== 1;
  return freeLast ? { free: last, summed: last - 1 } : { free: last - 1, summed: last };
}

import type { Builder } from '../graph/builder.js';
import { type Node, nodeOf, sameShape, sizeOf, type Value } from '../graph/graph.js';
import { knownBegin } from '../kernels/window.js';
import { arranged } from '../lower/arranged.js';

/** A linear map of frames `x` `[batch, frames, width]` whose outputs are cut into heads. */
export interface Heads {
  readonly x: Value;
  /** `[heads, size, width]`. */
  readonly matrix: Value;
  /** `[heads, size]`. */
  readonly bias: Value | undefined;
}

/** Heads of a map `[x, matrix, bias]` of weights, from the row `first` of its matrix on. */
export function headsOf(
  build: Builder,
  [x, matrix, bias]: readonly Value[],
  { first, headCount, size }: { first: number; headCount: number; size: number },
): Heads | undefined {
  const weights = [matrix!, ...(bias ? [bias] : [])];
  if (weights.some(({ origin }) => origin.kind !== 'frozen')) return undefined;
  const width = matrix!.shape[1]!;
  const rows = (weight: Value, shape: readonly number[], begin: number) =>
    arranged(build, weight, {
      name: `heads.${begin}.${shape}`,
      shape,
      arrange: (data) => data.subarray(begin, begin + sizeOf(shape)),
    });
  return {
    x: x!,
    matrix: rows(matrix!, [headCount, size, width], first * width),
    bias: bias && rows(bias, [headCount, size], first),
  };
}

/** The first input of the node that computes a value, if that is an `op`. */
export function givenTo(
  value: Value | undefined,
  op: string,
  fits: (node: Node) => boolean = () => true,
): Value | undefined {
  const node = value && nodeOf(value);
  return node?.op === op && fits(node) ? node.inputs[0]! : undefined;
}

/** `[batch, frames, heads, size]` and `[batch, heads, frames, size]` become each other. */
export const turns = ({ attributes }: Node): boolean => String(attributes.perm) === '0,2,1,3';

const cutsHeads = ({ attributes, inputs }: Node): boolean =>
  attributes.axis === 2 && knownBegin(inputs[1]!) !== undefined;

/** The heads that `[batch · heads, frames, size]` holds: all that a linear map gives, or a stretch of them. */
export function headsIn(build: Builder, value: Value): Heads | undefined {
  const cut = givenTo(givenTo(value, 'Reshape'), 'Transpose', turns);
  if (!cut) return undefined;
  const whole = givenTo(cut, 'Window', cutsHeads);
  const mapped = givenTo(whole ?? cut, 'Reshape');
  const linear = mapped && nodeOf(mapped);
  const [batch, frames, headCount, size] = cut.shape as [number, number, number, number];
  if (linear?.op !== 'Linear' || !sameShape(mapped!.shape.slice(0, -1), [batch, frames])) return undefined;
  if (!sameShape(value.shape, [batch * headCount, frames, size])) return undefined;
  const begin = whole ? knownBegin(nodeOf(cut)!.inputs[1]!)! : 0;
  return headsOf(build, linear.inputs, { first: begin * size, headCount, size });
}

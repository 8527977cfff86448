import type { Builder } from '../graph/builder.js';
import { type Node, nodeOf, sizeOf, type Value } from '../graph/graph.js';
import { arranged } from '../lower/arranged.js';

/** A linear map of frames `x` `[batch, frames, width]` whose outputs are cut into heads. */
export interface Heads {
  readonly x: Value;
  /** `[heads, size, width]`. */
  readonly matrix: Value;
  /** `[heads, size]`. */
  readonly bias: Value | undefined;
}

/** Heads of a map `[x, matrix, bias]`, from the row `first` of its matrix on. */
export function headsOf(
  build: Builder,
  [x, matrix, bias]: readonly Value[],
  { first, heads, size }: { first: number; heads: number; size: number },
): Heads {
  const width = matrix!.shape[1]!;
  const rows = (weight: Value, shape: readonly number[], begin: number) =>
    arranged(build, weight, {
      name: `heads.${begin}.${shape}`,
      shape,
      arrange: (data) => data.subarray(begin, begin + sizeOf(shape)),
    });
  return {
    x: x!,
    matrix: rows(matrix!, [heads, size, width], first * width),
    bias: bias && rows(bias, [heads, size], first),
  };
}

/** What a node of one kind is given, where a value is computed by one. */
export function givenTo(value: Value | undefined, op: string, fits: (node: Node) => boolean = () => true) {
  const node = value && nodeOf(value);
  return node?.op === op && fits(node) ? node.inputs[0]! : undefined;
}

/** `[batch, frames, heads, size]` and `[batch, heads, frames, size]` become each other. */
export const turns = ({ attributes }: Node): boolean => String(attributes.perm) === '0,2,1,3';

const cutsHeads = ({ attributes, inputs }: Node): boolean =>
  attributes.axis === 2 && inputs[1]!.origin.kind === 'literal';

/** The heads that `[batch · heads, frames, size]` holds: all that a linear map gives, or a stretch of them. */
export function headsIn(build: Builder, value: Value): Heads | undefined {
  const cut = givenTo(givenTo(value, 'Reshape'), 'Transpose', turns);
  if (!cut || value.shape.length !== 3) return undefined;
  const whole = givenTo(cut, 'Window', cutsHeads);
  const linear = givenTo(whole ?? cut, 'Reshape');
  const node = linear && nodeOf(linear);
  const [batch, frames, heads, size] = cut.shape as [number, number, number, number];
  if (node?.op !== 'Linear' || String(linear!.shape.slice(0, -1)) !== String([batch, frames])) return undefined;
  if (value.shape[0] !== batch * heads || value.shape[1] !== frames) return undefined;
  const begin = whole ? Number((nodeOf(cut)!.inputs[1]!.origin as { data: ArrayLike<bigint> }).data[0]) : 0;
  return headsOf(build, node.inputs, { first: begin * size, heads, size });
}

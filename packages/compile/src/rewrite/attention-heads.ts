import { knownBegin } from '../expressions/axis-slice.js';
import { prepacked } from '../expressions/prepacked.js';
import type { Builder } from '../graph/builder.js';
import { along, type InputsOf, madeBy, sameShape, sizeOf, type Value } from '../graph/graph.js';

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
  [x, matrix, bias]: InputsOf<'Linear'>,
  { first, headCount, size }: { first: number; headCount: number; size: number },
): Heads | undefined {
  const weights = bias ? [matrix, bias] : [matrix];
  if (weights.some(({ origin }) => origin.kind !== 'frozen')) return undefined;
  const width = along(matrix, 1);
  const rows = (weight: Value, shape: readonly number[], begin: number) =>
    prepacked(build, weight, {
      name: `heads.${begin}.${shape}`,
      shape,
      pack: (data) => data.subarray(begin, begin + sizeOf(shape)),
    });
  return {
    x,
    matrix: rows(matrix, [headCount, size, width], first * width),
    bias: bias && rows(bias, [headCount, size], first),
  };
}

/** What a reshape was given. */
export const beforeReshape = (value: Value | undefined): Value | undefined => madeBy(value, 'Reshape')?.inputs[0];

/** What was given where `[batch, frames, heads, size]` and `[batch, heads, frames, size]` become each other. */
export function beforeHeadSwap(value: Value | undefined): Value | undefined {
  const transpose = madeBy(value, 'Transpose');
  return String(transpose?.attributes.perm) === '0,2,1,3' ? transpose?.inputs[0] : undefined;
}

/** The heads that `[batch · heads, frames, size]` holds: all that a linear map gives, or a stretch of them. */
export function headsIn(build: Builder, value: Value): Heads | undefined {
  const swapped = beforeHeadSwap(beforeReshape(value));
  if (!swapped) return undefined;
  const slice = madeBy(swapped, 'AxisSlice');
  const known = slice?.attributes.axis === 2 ? knownBegin(slice.inputs[1]) : undefined;
  const whole = known === undefined ? swapped : slice?.inputs[0];
  const mapped = beforeReshape(whole);
  const linear = madeBy(mapped, 'Linear');
  const [batch, frames, headCount, size] = swapped.shape as [number, number, number, number];
  if (!mapped || !linear || !sameShape(mapped.shape.slice(0, -1), [batch, frames])) return undefined;
  if (!sameShape(value.shape, [batch * headCount, frames, size])) return undefined;
  return headsOf(build, linear.inputs, { first: (known ?? 0) * size, headCount, size });
}

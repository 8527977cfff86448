import type { Builder } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';

/** A stretch of an axis; `begin` is an int64 of one element, so that it may be fed. */
export interface Stretch {
  readonly begin: Value;
  readonly size: number;
}

/** Where a stretch begins, if that belongs to the structure instead of being fed. */
export function knownBegin({ origin }: Value): number | undefined {
  return origin.kind === 'literal' ? Number(origin.data[0]) : undefined;
}

/** The stretch of `x` along an axis. The whole axis is `x` itself. */
export function sliceAxis(build: Builder, x: Value, axis: number, { begin, size }: Stretch): Value {
  if (size === along(x, axis)) return x;
  const shape = x.shape.with(axis, size);
  return build.one('AxisSlice', [x, begin], { shape, dtype: x.dtype }, { axis, size });
}

/** `x` set into zeros, `total` long along an axis, from `begin` on: the transpose of {@link sliceAxis}. */
export function padAxis(
  build: Builder,
  x: Value,
  axis: number,
  { begin, total }: { begin: Value; total: number },
): Value {
  if (total === along(x, axis)) return x;
  const shape = x.shape.with(axis, total);
  return build.one('AxisPad', [x, begin], { shape, dtype: x.dtype }, { axis, total });
}

import type { Builder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';

const placesOf = new WeakMap<Builder, Map<string, BigInt64Array>>();

/**
 * A place on an axis of `total`, which is fed at every run. Equal ones on axes of one length are one value: a slice's, and that
 * of the pad in its gradient. On axes of other lengths they are not, or a channel whose number is that of an item or a frame
 * by chance would make another structure.
 */
export function placeOn(build: Builder, offset: number, total: number): Value {
  const known = placesOf.get(build) ?? new Map<string, BigInt64Array>();
  placesOf.set(build, known);
  const key = `${offset} of ${total}`;
  const place = known.get(key) ?? BigInt64Array.of(BigInt(offset));
  known.set(key, place);
  return build.lifted(place, { shape: [1], dtype: 'int64' });
}

import type { Builder } from '../graph/builder.js';
import type { Numbers, Value } from '../graph/graph.js';

const packings = new WeakMap<Numbers, Map<string, Float32Array>>();

/**
 * A weight packed for a product: its frozen numbers in another order, made once for each array and name, so that a later
 * program of the same weights finds the same array.
 */
export function prepacked(
  build: Builder,
  weight: Value,
  { name, shape, pack }: { name: string; shape: readonly number[]; pack: (data: Float32Array) => Float32Array },
): Value {
  if (weight.origin.kind !== 'frozen') throw new Error(`${name}: the weight is not frozen`);
  const data = weight.origin.data as Float32Array;
  const kept = packings.get(data) ?? new Map<string, Float32Array>();
  packings.set(data, kept);
  const found = kept.get(name) ?? pack(data);
  kept.set(name, found);
  return build.frozen(found, { shape, dtype: 'float32' });
}

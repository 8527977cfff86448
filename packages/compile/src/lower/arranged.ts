import type { Builder } from '../graph/builder.js';
import type { Numbers, Value } from '../graph/graph.js';

const arrangements = new WeakMap<Numbers, Map<string, Float32Array>>();

/**
 * Frozen numbers in another order, made once for each array and name, so that a later program of the same weights finds
 * the same array.
 */
export function arranged(
  build: Builder,
  weight: Value,
  { name, shape, arrange }: { name: string; shape: readonly number[]; arrange: (data: Float32Array) => Float32Array },
): Value {
  if (weight.origin.kind !== 'frozen') throw new Error(`${name}: the weight is not frozen`);
  const data = weight.origin.data as Float32Array;
  const kept = arrangements.get(data) ?? new Map<string, Float32Array>();
  arrangements.set(data, kept);
  const found = kept.get(name) ?? arrange(data);
  kept.set(name, found);
  return build.frozen(found, { shape, dtype: 'float32' });
}

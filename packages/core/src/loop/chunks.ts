import { joinNumbers } from '@audiate/protocol';
import type { ActivationData, Sound } from '../engines/engine.js';
import { splitItems } from '../engines/tensors.js';

/** A sound of many items as sounds of at most `size`. */
export function chunksOf({ data, shape: [items, width] }: Sound, size: number): Sound[] {
  return Array.from({ length: Math.ceil(items / size) }, (_, i) => {
    const count = Math.min(size, items - i * size);
    return { data: data.slice(i * size * width, (i * size + count) * width), shape: [count, width] };
  });
}

/** The same items' numbers of several arrays, one after another: `[items, numbers]`. */
export function rowsOf(arrays: readonly Float32Array[], items: number): Sound {
  const split = arrays.map((array) => splitItems(array, items));
  const data = joinNumbers(Array.from({ length: items }, (_, item) => joinNumbers(split.map((rows) => rows[item]!))));
  return { data, shape: [items, data.length / items] };
}

/** One layer's output of a batch from those of its chunks. */
export function joinActivations(parts: readonly ActivationData[]): ActivationData {
  const [, frames, channels] = parts[0]!.shape;
  const items = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  return { data: joinNumbers(parts.map(({ data }) => data)), shape: [items, frames, channels] };
}

import type { Frozen, Numbers } from './graph.js';

/** A weight as the model has it. */
export const asItIs = (source: Numbers): Frozen => ({ source, packing: '', read: () => source });

const kept = new WeakMap<Numbers, Map<string, Numbers>>();

/** The numbers, read once and kept as long as their source: for programs that are fed the same array at every run. */
export function keptNumbers({ source, packing, read }: Frozen): Numbers {
  const packings = kept.get(source) ?? new Map<string, Numbers>();
  kept.set(source, packings);
  const found = packings.get(packing) ?? read();
  packings.set(packing, found);
  return found;
}

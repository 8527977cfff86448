import type { Numbers } from './graph.js';

/**
 * The numbers of a weight: as the model has them, or packed in another order. A packed copy is made when it is read, and
 * again at the next reading, so that it need not lie in memory once it is written into a program.
 */
export interface Frozen {
  /** The model's own array. */
  readonly source: Numbers;
  /** What was done to it; empty where nothing. Two packings of one source and one name hold the same numbers. */
  readonly packing: string;
  read(): Numbers;
}

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

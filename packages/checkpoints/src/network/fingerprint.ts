import { hashBytes } from '@audiate/protocol';
import type { Weights } from '../weights/weights.js';

/**
 * 64 bits, in hex, of all that decides what a model answers: its settings, as JSON, and every bit of the weights that were
 * kept, as float32. The same weights in another file layout, number format or spelling have the same one.
 */
export function fingerprintOf(settings: unknown, { kept, hashes }: Pick<Weights, 'kept' | 'hashes'>): string {
  const hashOf = hashes();
  const text = JSON.stringify([settings, kept.map(({ shape }, i) => [shape, hashOf[i]])]);
  return hashBytes(new TextEncoder().encode(text));
}

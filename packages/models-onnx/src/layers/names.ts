import { InputError, listChoices, show } from '@audiate/protocol';
import type { Candidate } from './candidate.js';

/** A layer by its own name. */
export interface NamedLayer extends Candidate {
  /** What the layer is called; `name` is what the file calls its value. */
  readonly layer: string;
}

/**
 * The layers that were asked for, in the order of computation; all of them unless any were.
 * @throws InputError for a name of no layer, and for none at all.
 */
export function chosenLayers(
  candidates: readonly Candidate[],
  asked: readonly string[] | Readonly<Record<string, string>> | undefined,
): NamedLayer[] {
  if (!asked) return candidates.map((candidate) => ({ ...candidate, layer: candidate.name }));
  const pairs = Array.isArray(asked) ? asked.map((name) => [name, name] as const) : Object.entries(asked);
  const known = new Map(candidates.map((candidate, i) => [candidate.name, i]));
  for (const [, name] of pairs as readonly (readonly [string, string])[]) {
    if (known.has(name)) continue;
    const names = candidates.map((candidate) => candidate.name);
    throw new InputError(
      `layers names ${show(name)}, no value with an axis of time; the file has ${listChoices(names)}`,
    );
  }
  if (pairs.length === 0) throw new InputError('layers names no value; leave it out for all of them');
  return (pairs as readonly (readonly [string, string])[])
    .map(([layer, name]) => ({ ...candidates[known.get(name)!]!, layer, order: known.get(name)! }))
    .sort((a, b) => a.order - b.order);
}

import { type GraphNode, sourceOf } from './nodes.js';

/** The nodes that some of them are computed from, and they themselves, in the same order. */
export function reachableFrom(nodes: readonly GraphNode[], wanted: Iterable<string>): GraphNode[] {
  const kept = new Set(wanted);
  for (const { name, input } of [...nodes].reverse()) {
    if (kept.has(name)) for (const from of input) kept.add(sourceOf(from));
  }
  return nodes.filter(({ name }) => kept.has(name));
}

import { type Node, nodeOf, type Value } from './graph.js';

/** What is computed in nodes' places: the same outputs by other means. */
export type Replacements = ReadonlyMap<Node, Node>;

/** Every node that the values need, each after those that it needs. Nothing else: what nobody reads is left out. */
export function nodesInOrder(values: readonly Value[], replacements: Replacements = new Map()): Node[] {
  const ordered: Node[] = [];
  const seen = new Set<Node>();
  const maker = (value: Value) => {
    const node = nodeOf(value);
    return node && (replacements.get(node) ?? node);
  };
  const stack = values.map(maker).filter((node) => node !== undefined);
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    if (seen.has(node)) {
      stack.pop();
      continue;
    }
    const makers = node.inputs.map(maker).filter((before) => before !== undefined);
    const unseen = makers.filter((before) => !seen.has(before));
    if (unseen.length > 0) {
      stack.push(...unseen);
    } else {
      stack.pop();
      seen.add(node);
      ordered.push(node);
    }
  }
  return ordered;
}

/** The values without a node that these need, in order of first use. */
export function sourcesOf(values: readonly Value[]): Value[] {
  const used = [...nodesInOrder(values).flatMap(({ inputs }) => inputs), ...values];
  return [...new Set(used.filter((value) => value.origin.kind !== 'node'))];
}

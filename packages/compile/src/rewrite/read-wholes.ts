import { createBuilder } from '../graph/builder.js';
import type { Node, Value } from '../graph/graph.js';
import { nodesInOrder } from '../graph/order.js';
import { rebuild } from '../graph/rebuild.js';
import { partOf } from './window-up.js';

/**
 * A part of what is computed anyway is read from it. Windows move up before it is known who else reads the whole: of a
 * stack of blocks only the last may be computed for one row, as every row of the others is asked for by attention.
 */
export function readWholes(outputs: readonly Value[]): Value[] {
  const nodes = nodesInOrder(outputs);
  const computed = new Set<Value>(nodes.flatMap((node) => node.outputs));
  const replaced = new Map<Node, Node>();
  for (const node of nodes) {
    const part = node.outputs.length === 1 && node.op !== 'Window' ? partOf(node.outputs[0]!) : undefined;
    if (!part || !computed.has(part.whole)) continue;
    const { whole, begin, axis, size } = part;
    replaced.set(node, { op: 'Window', inputs: [whole, begin], attributes: { axis, size }, outputs: node.outputs });
  }
  return replaced.size > 0 ? rebuild(outputs, createBuilder(), replaced) : [...outputs];
}

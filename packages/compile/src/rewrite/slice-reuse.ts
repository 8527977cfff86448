import { createBuilder } from '../graph/builder.js';
import type { Node, Value } from '../graph/graph.js';
import { nodesInOrder } from '../graph/order.js';
import { rebuild } from '../graph/rebuild.js';
import type { HoistedSlices } from './slice-hoisting.js';

/**
 * A slice of what is computed anyway is read from it. Slices are hoisted before it is known who else reads the whole: of a
 * stack of blocks only the last may be computed for one row, as every row of the others is asked for by attention.
 */
export function reuseSlices(outputs: readonly Value[], hoisted: HoistedSlices): Value[] {
  const nodes = nodesInOrder(outputs);
  const computed = new Set<Value>(nodes.flatMap((node) => node.outputs));
  const replacements = new Map<Node, Node>();
  for (const node of nodes) {
    const [answer] = node.outputs;
    const slice = answer && node.outputs.length === 1 && node.op !== 'AxisSlice' ? hoisted.get(answer) : undefined;
    if (!slice || !computed.has(slice.whole)) continue;
    const { whole, begin, axis, size } = slice;
    replacements.set(node, {
      op: 'AxisSlice',
      inputs: [whole, begin],
      attributes: { axis, size },
      outputs: node.outputs,
    });
  }
  return replacements.size > 0 ? rebuild(outputs, createBuilder(), replacements) : [...outputs];
}

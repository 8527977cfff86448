import * as tf from '@tensorflow/tfjs';
import { CALL, type Calls } from './calls.js';
import type { GraphNode } from './nodes.js';

/** The shapes of a reshape's input and output, as it ran once. */
export interface Reshaped {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Makes reshapes follow the length of what they are given: a model that was saved for one length has it in their shapes. An axis
 * that stands alone for some of the input's is as long as they are, and where some of the input's are divided into several, the
 * first of several follows.
 * @param ran how each reshape ran once, by its name.
 */
export function followLengths(
  nodes: readonly GraphNode[],
  ran: ReadonlyMap<string, Reshaped>,
  calls: Calls,
): GraphNode[] {
  return nodes.map((node) => {
    const shapes = ran.get(node.name);
    if (node.op !== 'Reshape' || !shapes) return node;
    const extents = extentsOf(shapes);
    const call = ([x]: readonly tf.Tensor[]) => tf.reshape(x!, extents(x!.shape));
    return { ...node, op: CALL, input: node.input.slice(0, 1), attr: calls.add(call) };
  });
}

/** The shape that a reshape answers for another input. */
export function extentsOf({ from, to }: Reshaped): (shape: readonly number[]) => number[] {
  const follow = new Map<number, { readonly axes: readonly number[]; readonly rest: number }>();
  for (const { axes, outs } of groups(from, to)) {
    const open = outs.filter((axis) => to[axis] !== 1);
    const first = open[0] ?? outs[0];
    const rest = open.slice(1).reduce((product, axis) => product * to[axis]!, 1);
    if (first !== undefined) follow.set(first, { axes, rest });
  }
  return (shape) =>
    to.map((extent, axis) => {
      const rule = follow.get(axis);
      return rule ? rule.axes.reduce((product, own) => product * shape[own]!, 1) / rule.rest : extent;
    });
}

/** The smallest runs of axes of both that hold as many numbers as each other. */
function groups(from: readonly number[], to: readonly number[]): { axes: number[]; outs: number[] }[] {
  const found: { axes: number[]; outs: number[] }[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const axes = i < from.length ? [i++] : [];
    const outs = j < to.length ? [j++] : [];
    const held = (list: readonly number[], shape: readonly number[]) =>
      list.reduce((product, axis) => product * shape[axis]!, 1);
    for (;;) {
      const [before, after] = [held(axes, from), held(outs, to)];
      if (before < after && i < from.length) axes.push(i++);
      else if (after < before && j < to.length) outs.push(j++);
      else break;
    }
    found.push({ axes, outs });
  }
  return found;
}

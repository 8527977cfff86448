import { withBackend } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { CALL, type Calls } from './calls.js';
import type { Graph, Runner } from './graph.js';
import { type GraphNode, sourceOf } from './nodes.js';
import { reachableFrom } from './reach.js';

/**
 * Works out sizes apart: what is computed from shapes and constants alone is computed by the cpu backend, where its numbers
 * can be read while a program is compiled, and goes into the graph as numbers.
 * @param run makes a graph run.
 */
export function sizesApart(nodes: readonly GraphNode[], calls: Calls, run: (graph: Graph) => Runner): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  /** Each node that is computed from shapes alone, and the shapes. */
  const shapes = new Map<string, ReadonlySet<string>>();
  for (const { name, op, input } of nodes) {
    if (op === 'Shape') shapes.set(name, new Set([name]));
    if (op === 'Shape' || op === 'Const' || op === 'Placeholder') continue;
    const sources = input.map(sourceOf);
    const known = sources.every((source) => shapes.has(source) || byName.get(source)!.op === 'Const');
    if (known && sources.some((source) => shapes.has(source))) {
      shapes.set(name, new Set(sources.flatMap((source) => [...(shapes.get(source) ?? [])])));
    }
  }
  const isSize = (name: string) => shapes.has(name) && byName.get(name)!.op !== 'Shape';
  const needed = new Set(nodes.flatMap(({ name, input }) => (isSize(name) ? [] : input.map(sourceOf).filter(isSize))));
  if (needed.size === 0) return [...nodes];
  const placeholders = [...new Set([...shapes.values()].flatMap((own) => [...own]))].map(
    (name): GraphNode => ({ name, op: 'Placeholder', input: [], attr: { dtype: { type: 'DT_INT32' } } }),
  );
  const inner = nodes.filter(({ name, op }) => isSize(name) || op === 'Const');
  const sizes = run({ nodes: reachableFrom([...placeholders, ...inner], needed) });
  return nodes.map((node) => {
    if (!needed.has(node.name)) return node;
    const sources = [...shapes.get(node.name)!];
    const call = (inputs: readonly tf.Tensor[]) =>
      withBackend('cpu', () =>
        tf.tidy(() => {
          const given = inputs.map((input) => tf.tensor(input.dataSync(), input.shape, 'int32'));
          return sizes.run(Object.fromEntries(sources.map((name, i) => [name, given[i]!])), [node.name])[0]!;
        }),
      );
    return { ...node, op: CALL, input: sources, attr: calls.add(call, sizes.dispose) };
  });
}

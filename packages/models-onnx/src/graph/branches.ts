import { InputError } from '@audiate/protocol';
import type { Graph, Node } from '../file/graph.js';
import { thingOf } from './missing.js';

/** The graph that is run. @throws InputError where there is none. */
export function branchOf(node: Node, condition: boolean): Graph {
  const branch = node.attributes.get(condition ? 'then_branch' : 'else_branch')?.graph;
  if (branch) return branch;
  throw new InputError(`${thingOf(node)} lacks a branch`);
}

/** What the branches of a node read from outside. */
export function capturedBy(node: Node): string[] {
  const graphs = [...node.attributes.values()].flatMap(({ graph }) => graph ?? []);
  return [...new Set(graphs.flatMap(capturedByGraph))];
}

function capturedByGraph(graph: Graph): string[] {
  const own = new Set(graph.constants.map(({ name }) => name));
  for (const node of graph.nodes) for (const name of node.outputs) own.add(name);
  const read = graph.nodes.flatMap((node) => [...node.inputs, ...capturedBy(node)]);
  return [...read, ...graph.outputs.map(({ name }) => name)].filter((name) => name && !own.has(name));
}

/** A branch in the place of its node: its outputs have the node's names, and names that are taken get another. */
export function renamed(branch: Graph, outputs: readonly string[], isTaken: (name: string) => boolean): Graph {
  const own = [...branch.constants.map(({ name }) => name), ...branch.nodes.flatMap((node) => node.outputs)];
  const names = new Map<string, string>();
  for (const name of own.filter((name) => name && isTaken(name))) {
    let count = 1;
    while (isTaken(`${name}:${count}`) || own.includes(`${name}:${count}`)) count++;
    names.set(name, `${name}:${count}`);
  }
  const nameOf = (name: string) => names.get(name) ?? name;
  const copies = branch.outputs.map(
    ({ name }, i): Node => ({
      name: `${name}, the branch's`,
      op: 'Identity',
      domain: '',
      inputs: [nameOf(name)],
      outputs: [outputs[i] ?? ''],
      attributes: new Map(),
    }),
  );
  const inside = new Set(own);
  return {
    ...branch,
    constants: branch.constants.map((constant) => ({ ...constant, name: nameOf(constant.name) })),
    nodes: [
      ...branch.nodes.map((node) => renamedNode(node, (name) => (inside.has(name) ? nameOf(name) : name))),
      ...copies,
    ],
  };
}

function renamedNode(node: Node, nameOf: (name: string) => string): Node {
  const attributes = [...node.attributes].map(([name, attribute]) => {
    if (!attribute.graph) return [name, attribute] as const;
    const { graph } = attribute;
    const within = {
      ...graph,
      nodes: graph.nodes.map((inner) => renamedNode(inner, nameOf)),
      outputs: graph.outputs.map((output) => ({ ...output, name: nameOf(output.name) })),
    };
    return [name, { ...attribute, graph: within }] as const;
  });
  return {
    ...node,
    inputs: node.inputs.map(nameOf),
    outputs: node.outputs.map(nameOf),
    attributes: new Map(attributes),
  };
}

import { asObject, isObject } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';

/** An operation of a graph as model.json has it. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of nodes, `:1` behind them for a further output, `^` before what only has to come first. */
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

/** An attribute as model.json has it: one of these. Numbers may be texts, texts are in Base64. */
export interface Attribute {
  readonly i?: number | string;
  readonly f?: number;
  readonly s?: string;
  readonly b?: boolean;
  readonly type?: string | number;
  readonly shape?: { readonly dim?: readonly { readonly size?: number | string }[]; readonly unknownRank?: boolean };
  readonly list?: { readonly s?: readonly string[]; readonly i?: readonly (number | string)[] };
  readonly tensor?: unknown;
}

/** More operations than any network that hears has. */
const MAX_NODES = 200_000;

/**
 * The nodes of `modelTopology`, those first that the fewest operations lie before: each comes behind its inputs.
 * @throws InputError for what is no graph: a name that stands twice, an input that is not there, a circle, functions within.
 */
export function parseNodes(topology: unknown): GraphNode[] {
  const { node, library } = asObject('modelTopology in model.json', topology);
  if (!Array.isArray(node) || node.length === 0 || node.length > MAX_NODES) {
    throw new InputError(`modelTopology in model.json must have a list of 1 to ${MAX_NODES} nodes, got ${show(node)}`);
  }
  const functions = isObject(library) && Array.isArray(library.function) ? library.function.length : 0;
  if (functions > 0)
    throw new InputError(`the graph in model.json calls functions of its own (${functions}), which cannot be loaded`);
  const byName = new Map<string, GraphNode>();
  for (const parsed of node.map(parseNode)) {
    if (byName.has(parsed.name))
      throw new InputError(`the graph in model.json has the node ${show(parsed.name)} twice`);
    byName.set(parsed.name, parsed);
  }
  return inOrder(byName);
}

function parseNode(given: unknown): GraphNode {
  const { name, op, input = [], attr = {} } = asObject('a node of the graph in model.json', given);
  if (typeof name !== 'string' || name === '' || typeof op !== 'string' || op === '') {
    throw new InputError(`a node of the graph in model.json has the name ${show(name)} and the op ${show(op)}`);
  }
  if (!Array.isArray(input) || !input.every((from) => typeof from === 'string')) {
    throw new InputError(`input of node ${show(name)} in model.json must be a list of names, got ${show(input)}`);
  }
  return { name, op, input, attr: asObject(`attr of node ${show(name)}`, attr) as GraphNode['attr'] };
}

/** The name of the node that an input comes from. */
export function sourceOf(input: string): string {
  return input.replace(/^\^/, '').replace(/:\d+$/, '');
}

/** Without recursion: a graph may be deeper than the stack. */
function inOrder(byName: ReadonlyMap<string, GraphNode>): GraphNode[] {
  const ordered: GraphNode[] = [];
  const missing = new Map<string, number>();
  const consumers = new Map<string, GraphNode[]>();
  const ready: GraphNode[] = [];
  for (const node of byName.values()) {
    const sources = [...new Set(node.input.map(sourceOf))];
    missing.set(node.name, sources.length);
    if (sources.length === 0) ready.push(node);
    for (const source of sources) {
      if (!byName.has(source)) {
        throw new InputError(`node ${show(node.name)} in model.json takes ${show(source)}, which is no node`);
      }
      const known = consumers.get(source);
      if (known) known.push(node);
      else consumers.set(source, [node]);
    }
  }
  const level = new Map<string, number>();
  for (let node = ready.pop(); node; node = ready.pop()) {
    ordered.push(node);
    const own = level.get(node.name) ?? 0;
    for (const consumer of consumers.get(node.name) ?? []) {
      level.set(consumer.name, Math.max(level.get(consumer.name) ?? 0, own + 1));
      const left = missing.get(consumer.name)! - 1;
      missing.set(consumer.name, left);
      if (left === 0) ready.push(consumer);
    }
  }
  if (ordered.length < byName.size) {
    const stuck = [...byName.keys()].find((name) => missing.get(name)! > 0)!;
    throw new InputError(`the graph in model.json has a circle, through or before node ${show(stuck)}`);
  }
  const levelOf = ({ name }: GraphNode) => level.get(name) ?? 0;
  return ordered.sort((a, b) => levelOf(a) - levelOf(b));
}

/** A text attribute; the fallback where there is none. */
export function textOf({ attr }: GraphNode, key: string, fallback: string): string {
  const given = attr[key]?.s;
  return given === undefined ? fallback : atob(given);
}

/** The texts of a list. */
export function textsOf({ attr }: GraphNode, key: string): string[] {
  return (attr[key]?.list?.s ?? []).map((given) => atob(given));
}

import {
  type Attributes,
  createGraph,
  type DType,
  type Extent,
  type Graph,
  type Node,
  nodeKey,
  sameShape,
  sizeOf,
  type Value,
} from './graph.js';

/**
 * What takes a node's place: its outputs in other terms, or undefined to leave it. Rules are asked whenever a node is
 * made, so what a rule makes is rewritten in turn.
 */
export type Rule = (
  node: Omit<Node, 'outputs'> & { readonly outputs: readonly Extent[] },
  build: Builder,
) => readonly Value[] | undefined;

/** Rules by the operation that they rewrite. */
export type Rules = Readonly<Record<string, readonly Rule[]>>;

/** A graph with short ways to write nodes. */
export interface Builder extends Graph {
  /** A node with one output. */
  one(op: string, inputs: readonly Value[], extent: Extent, attributes?: Attributes): Value;
  /** A float32 node of one output. */
  float(op: string, inputs: readonly Value[], shape: readonly number[], attributes?: Attributes): Value;
  /** A number of the structure. */
  scalar(value: number, dtype?: DType): Value;
  /** One number everywhere: kept as such, so that rules see it. */
  filled(value: number, extent: Extent): Value;
  /** Whole numbers of the structure: shapes, axes, offsets. */
  integers(values: readonly number[]): Value;
  reshape(x: Value, shape: readonly number[]): Value;
  transpose(x: Value, permutation: readonly number[]): Value;
}

/** A graph whose nodes go through `rules` as they are made. */
export function createBuilder(rules: Rules = {}): Builder {
  const graph = createGraph();
  const rewritten = new Map<string, readonly Value[]>();
  const rewrite = (node: Parameters<Rule>[0]): readonly Value[] => {
    for (const rule of rules[node.op] ?? []) {
      const found = rule(node, build);
      if (found) return found;
    }
    return graph.node(node.op, node.inputs, node.attributes, node.outputs);
  };
  const build: Builder = {
    ...graph,
    node(op, inputs, attributes, outputs) {
      if (!rules[op]) return graph.node(op, inputs, attributes, outputs);
      // Asked once for each node: ways that part and meet again would be gone twice each time.
      const key = nodeKey(op, inputs, attributes, outputs);
      const found = rewritten.get(key) ?? rewrite({ op, inputs, attributes, outputs });
      rewritten.set(key, found);
      return found;
    },
    one: (op, inputs, extent, attributes = {}) => build.node(op, inputs, attributes, [extent])[0]!,
    float: (op, inputs, shape, attributes = {}) => build.one(op, inputs, { shape, dtype: 'float32' }, attributes),
    scalar: (value, dtype = 'float32') =>
      graph.literal(
        dtype === 'float32' ? Float32Array.of(value) : dtype === 'bool' ? Uint8Array.of(value) : Int32Array.of(value),
        {
          shape: [],
          dtype,
        },
      ),
    filled: (value, { shape, dtype }) =>
      shape.length === 0
        ? build.scalar(value, dtype)
        : build.one('Expand', [build.scalar(value, dtype)], { shape, dtype }),
    integers: (values) => graph.literal(BigInt64Array.from(values, BigInt), { shape: [values.length], dtype: 'int64' }),
    reshape(x, shape) {
      if (sameShape(x.shape, shape)) return x;
      if (sizeOf(x.shape) !== sizeOf(shape)) throw new Error(`[${x.shape}] can't be reshaped to [${shape}]`);
      return build.one('Reshape', [x], { shape, dtype: x.dtype });
    },
    transpose(x, permutation) {
      if (permutation.every((axis, i) => axis === i)) return x;
      const shape = permutation.map((axis) => x.shape[axis]!);
      return build.one('Transpose', [x], { shape, dtype: x.dtype }, { perm: permutation });
    },
  };
  return build;
}

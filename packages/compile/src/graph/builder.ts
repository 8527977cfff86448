import {
  type Attributes,
  type AttributesOf,
  along,
  createGraph,
  type DType,
  type Extent,
  type ExtentsOf,
  type Graph,
  type InputsOf,
  nodeKey,
  type OutputsOf,
  sameShape,
  sizeOf,
  type Value,
} from './graph.js';
import type { Op } from './operators.js';

/** A node that is about to be made. */
export interface Call<O extends Op = Op> {
  readonly op: O;
  readonly inputs: InputsOf<O>;
  readonly attributes: AttributesOf<O>;
  readonly outputs: ExtentsOf<O>;
}

/**
 * What takes a node's place: its outputs in other terms, or undefined to leave it. Rules are asked whenever a node is
 * made, so what a rule makes is rewritten in turn.
 */
export type Rule<O extends Op = Op> = (call: Call<O>, build: Builder) => readonly Value[] | undefined;

/** Rules by the operator that they rewrite. */
export type Rules = { readonly [O in Op]?: readonly Rule<O>[] };

/** Attributes as a last argument, left out where an operator needs none. */
type Settings<O extends Op> =
  Record<never, never> extends AttributesOf<O> ? [attributes?: AttributesOf<O>] : [attributes: AttributesOf<O>];

/** A graph with short ways to write nodes. */
export interface Builder extends Omit<Graph, 'node'> {
  /** A node by its answers. */
  node<O extends Op>(op: O, inputs: InputsOf<O>, attributes: AttributesOf<O>, outputs: ExtentsOf<O>): OutputsOf<O>;
  /** A node with one answer. */
  one<O extends Op>(op: O, inputs: InputsOf<O>, extent: Extent, ...settings: Settings<O>): Value;
  /** A float32 node of one answer. */
  float<O extends Op>(op: O, inputs: InputsOf<O>, shape: readonly number[], ...settings: Settings<O>): Value;
  /** A node again, of other operands and answers. */
  again(
    node: { readonly op: Op; readonly attributes: Attributes },
    inputs: readonly Value[],
    outputs: readonly Extent[],
  ): readonly Value[];
  /** A node of one answer again, of other operands. */
  oneAgain(node: { readonly op: Op; readonly attributes: Attributes }, inputs: readonly Value[], extent: Extent): Value;
  /** A number of the structure. */
  scalar(value: number, dtype?: DType): Value;
  /** One number everywhere: kept as such, so that rules see it. */
  filled(value: number, extent: Extent): Value;
  /** Whole numbers of the structure: shapes, axes, offsets. */
  integers(values: readonly number[]): Value;
  reshape(x: Value, shape: readonly number[]): Value;
  transpose(x: Value, permutation: readonly number[]): Value;
}

/** Operands that may be absent are at the end: what there is, is a list. */
const listed = <T>(operands: readonly (T | undefined)[]): readonly T[] => operands as readonly T[];

/** A graph whose nodes go through `rules` as they are made. */
export function createBuilder(rules: Rules = {}): Builder {
  const graph = createGraph();
  const rewritten = new Map<string, readonly Value[]>();
  const again: Builder['again'] = ({ op, attributes }, inputs, outputs) => {
    const own = rules[op] as readonly Rule[] | undefined;
    if (!own) return graph.node(op, inputs, attributes, outputs);
    // Asked once for each node: ways that part and meet again would be gone twice each time.
    const key = nodeKey(op, inputs, attributes, outputs);
    const found = rewritten.get(key) ?? asked(own, { op, inputs, attributes, outputs } as unknown as Call);
    rewritten.set(key, found);
    return found;
  };
  const asked = (own: readonly Rule[], call: Call): readonly Value[] => {
    for (const rule of own) {
      const found = rule(call, build);
      if (found) return found;
    }
    return graph.node(call.op, listed(call.inputs), call.attributes, call.outputs);
  };
  const oneAgain: Builder['oneAgain'] = (node, inputs, extent) => {
    const [answer] = again(node, inputs, [extent]);
    if (answer) return answer;
    throw new Error(`${node.op} was replaced by nothing`);
  };
  const build: Builder = {
    ...graph,
    again,
    oneAgain,
    node: <O extends Op>(op: O, inputs: InputsOf<O>, attributes: AttributesOf<O>, outputs: ExtentsOf<O>) =>
      again({ op, attributes }, listed(inputs), listed(outputs)) as unknown as OutputsOf<O>,
    one: (op, inputs, extent, attributes = {}) => oneAgain({ op, attributes }, listed(inputs), extent),
    float: (op, inputs, shape, attributes = {}) =>
      oneAgain({ op, attributes }, listed(inputs), { shape, dtype: 'float32' }),
    scalar: (value, dtype = 'float32') =>
      graph.literal(
        dtype === 'float32'
          ? Float32Array.of(value)
          : dtype === 'bool' || dtype === 'uint8'
            ? Uint8Array.of(value)
            : Int32Array.of(value),
        { shape: [], dtype },
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
      const shape = permutation.map((axis) => along(x, axis));
      return build.one('Transpose', [x], { shape, dtype: x.dtype }, { perm: permutation });
    },
  };
  return build;
}

/** The rules of several tables, in their order. */
export function merged(tables: readonly Rules[]): Rules {
  const rules: Partial<Record<Op, readonly unknown[]>> = {};
  for (const table of tables) {
    for (const [op, list] of Object.entries(table)) rules[op as Op] = [...(rules[op as Op] ?? []), ...list];
  }
  return rules as Rules;
}

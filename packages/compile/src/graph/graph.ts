import type { Op, operators } from './operators.js';

/** Element types of a program; `int64` serves shapes and offsets only, bytes (`uint8`, `int8`) quantised numbers. */
export type DType = 'float32' | 'int32' | 'int64' | 'bool' | 'uint8' | 'int8';

/** Numbers as they are kept: booleans as bytes. */
export type Numbers = Float32Array | Int32Array | BigInt64Array | Uint8Array | Int8Array;

/**
 * The numbers of a weight: as the model has them, or packed in another order. A packed copy is made when it is read, and
 * again at the next reading, so that it need not lie in memory once it is written into a program.
 */
export interface Frozen {
  /** The model's own array. */
  readonly source: Numbers;
  /** What was done to it; empty where nothing. Two packings of one source and one name hold the same numbers. */
  readonly packing: string;
  read(): Numbers;
}

/** Settings of a node that are part of the program's structure. */
export type Attributes = Readonly<Record<string, number | string | readonly number[]>>;

/** Shape and element type. */
export interface Extent {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/**
 * Where a value comes from: fed by the caller (`input`); a weight, known by its array and packing (`frozen`); a number made during
 * the trace, fed at every run so that other numbers find the same program (`lifted`); a number that belongs to the
 * structure (`literal`); or a node.
 */
export type Origin =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'frozen'; readonly data: Frozen }
  | { readonly kind: 'lifted'; readonly data: Numbers }
  | { readonly kind: 'literal'; readonly data: Numbers }
  | { readonly kind: 'node'; readonly node: Node; readonly output: number };

/** A tensor of the program: known extent, unknown numbers (but for constants). */
export interface Value extends Extent {
  readonly id: number;
  readonly origin: Origin;
}

/** One operation. */
export interface Node {
  readonly op: Op;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

type Signature<O extends Op> = NonNullable<(typeof operators)[O]['signature']>;
type Each<Operands extends readonly unknown[], T> = { readonly [I in keyof Operands]: T };

/** The operands of an operator. */
export type InputsOf<O extends Op> = Each<Parameters<Signature<O>>[0], Value>;
/** Its attributes. */
export type AttributesOf<O extends Op> = Parameters<Signature<O>>[1];
/** Its answers. */
export type OutputsOf<O extends Op> = Each<ReturnType<Signature<O>>, Value>;
/** The shapes and element types of its answers. */
export type ExtentsOf<O extends Op> = Each<ReturnType<Signature<O>>, Extent>;

/** A node of an operator, or of one of several. */
export interface NodeOf<O extends Op> {
  readonly op: O;
  readonly inputs: InputsOf<O>;
  readonly attributes: AttributesOf<O>;
  readonly outputs: OutputsOf<O>;
}

/** Records values and nodes; equal nodes are recorded once. */
export interface Graph {
  input(name: string, extent: Extent): Value;
  frozen(data: Frozen, extent: Extent): Value;
  /** @param of what int64 numbers were computed of: equal ones of other origin stay apart, as other numbers would tell them apart. */
  lifted(data: Numbers, extent: Extent, of?: string): Value;
  literal(data: Numbers, extent: Extent): Value;
  node(op: Op, inputs: readonly Value[], attributes: Attributes, outputs: readonly Extent[]): readonly Value[];
}

/** An empty graph. */
export function createGraph(): Graph {
  let ids = 0;
  const known = new Map<string, readonly Value[]>();
  const identities = new WeakMap<object, number>();
  const identity = (data: object): number => {
    const found = identities.get(data) ?? ids++;
    identities.set(data, found);
    return found;
  };
  const once = <Values extends readonly Value[]>(key: string, make: () => Values): Values => {
    const found = known.get(key) as Values | undefined;
    if (found) return found;
    const made = make();
    known.set(key, made);
    return made;
  };
  const source = (key: string, { shape, dtype }: Extent, origin: Origin): Value =>
    once<readonly [Value]>(key, () => [{ shape, dtype, id: ids++, origin }])[0];
  const constant = (key: string, extent: Extent, origin: Origin): Value =>
    source(`${origin.kind}|${extent.dtype}|${extent.shape}|${key}`, extent, origin);
  return {
    input: (name, extent) => source(`input|${name}`, extent, { kind: 'input', name }),
    frozen: (data, extent) => constant(`${identity(data.source)}${data.packing}`, extent, { kind: 'frozen', data }),
    lifted: (data, extent, of) =>
      constant(of === undefined ? String(identity(data)) : `${of}|${data}`, extent, { kind: 'lifted', data }),
    literal: (data, extent) => constant(String(data), extent, { kind: 'literal', data }),
    node: (op, inputs, attributes, outputs) =>
      once(nodeKey(op, inputs, attributes, outputs), () => {
        const made: Value[] = [];
        const node: Node = { op, inputs, attributes, outputs: made };
        for (const [output, extent] of outputs.entries()) {
          made.push({ shape: extent.shape, dtype: extent.dtype, id: ids++, origin: { kind: 'node', node, output } });
        }
        return made;
      }),
  };
}

const extentKey = ({ shape, dtype }: Extent): string => `${dtype}[${shape}]`;

/** Two nodes of the same key, in one graph, are the same. */
export function nodeKey(op: Op, inputs: readonly Value[], attributes: Attributes, outputs: readonly Extent[]): string {
  return `${op}|${inputs.map(({ id }) => id)}|${JSON.stringify(attributes)}|${outputs.map(extentKey)}`;
}

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** The node that computes a value, if any does. */
export function nodeOf(value: Value): Node | undefined {
  return value.origin.kind === 'node' ? value.origin.node : undefined;
}

/** The node as one of an operator, if it is. */
export function asOp<O extends Op>(node: Node | undefined, op: O): NodeOf<O> | undefined {
  return node?.op === op ? (node as unknown as NodeOf<O>) : undefined;
}

/** The node that computes a value, if an operator's does. */
export function madeBy<O extends Op>(value: Value | undefined, op: O): NodeOf<O> | undefined {
  return value && asOp(nodeOf(value), op);
}

/** How long a value is along an axis. @throws Error for an axis that it has not. */
export function along({ shape }: Extent, axis: number): number {
  const extent = shape.at(axis);
  if (extent === undefined) throw new Error(`[${shape}] has no axis ${axis}`);
  return extent;
}

/** Whether two shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, i) => extent === b[i]);
}

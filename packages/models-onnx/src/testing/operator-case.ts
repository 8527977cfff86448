import { key, normal } from '@audiate/protocol';
import {
  type WrittenAttribute,
  type WrittenGraph,
  type WrittenNode,
  type WrittenTensor,
  writeModel,
} from './write-model.js';

/** One operator on an input `x` of normal numbers. */
export interface OperatorCase {
  readonly name: string;
  readonly op: string;
  readonly shape: readonly number[];
  readonly attributes?: Readonly<Record<string, WrittenAttribute>>;
  /** Names of further inputs: constants of these names, `x`, or empty for one left out. */
  readonly rest?: readonly string[];
  /** Unless given, `x` comes first. */
  readonly inputs?: readonly string[];
  readonly constants?: Readonly<Record<string, WrittenTensor>>;
  readonly opset?: number;
  /** Which output is looked at; the first unless given. */
  readonly output?: number;
  readonly outputs?: number;
  /** Whether its gradient is compared; it is unless told. */
  readonly flat?: boolean;
  /** Numbers of `x` are made positive. */
  readonly positive?: boolean;
  /** A node that comes first. */
  readonly before?: WrittenNode;
}

/** Some numbers, always the same. */
export function numbers(shape: readonly number[], seed = 1): Float32Array {
  return normal(
    key(seed),
    shape.reduce((product, extent) => product * extent, 1),
  );
}

/** A constant of such numbers. */
export const some = (shape: readonly number[], seed = 1): WrittenTensor => ({ shape, data: numbers(shape, seed) });

/** A list of whole numbers. */
export const list = (...data: number[]): WrittenTensor => ({ type: 'int64', shape: [data.length], data });

/** The case as a model, of the input `x` and the output `y`; with `x` as a constant, where it is given. */
export function modelOf(one: OperatorCase, x?: WrittenTensor): Uint8Array {
  const { op, shape, attributes, rest = [], inputs = ['x', ...rest], constants, opset = 17 } = one;
  const names = Array.from({ length: one.outputs ?? (one.output ?? 0) + 1 }, (_, i) => `y${i}`);
  const answer = names[one.output ?? 0]!;
  const graph: WrittenGraph = {
    nodes: [
      ...(one.before ? [one.before] : []),
      { op, inputs, outputs: names, ...(attributes ? { attributes } : {}) },
      { op: 'Cast', inputs: [answer], outputs: ['y'], attributes: { to: 1 } },
    ],
    inputs: x ? { unread: [1] } : { x: shape },
    outputs: ['y'],
    constants: { ...constants, ...(x ? { x } : {}) },
  };
  return writeModel(graph, opset);
}

import { createMessage, type Message } from '@audiate/compile/internal/onnx/protobuf';
import { joinBytes } from '@audiate/protocol';

/** An attribute of a node: whole numbers and texts as they are, the rest by its kind. */
export type WrittenAttribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: WrittenTensor }
  | { readonly graph: WrittenGraph };

/** A constant; float32 unless told. */
export interface WrittenTensor {
  readonly type?: 'float' | 'int64' | 'int32' | 'int8' | 'uint8' | 'bool';
  readonly shape: readonly number[];
  readonly data: readonly number[] | Float32Array;
}

export interface WrittenNode {
  readonly op: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, WrittenAttribute>>;
}

export interface WrittenGraph {
  readonly nodes: readonly WrittenNode[];
  readonly constants?: Readonly<Record<string, WrittenTensor>>;
  /** Extents: a text is one that is open. */
  readonly inputs?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs: readonly string[];
}

const TYPES = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
const ARRAYS = {
  float: Float32Array,
  uint8: Uint8Array,
  int8: Int8Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const;

/** The bytes of an ONNX model, for tests. */
export function writeModel(graph: WrittenGraph, opset = 17): Uint8Array {
  const set = createMessage();
  set.text(1, '');
  set.integer(2, opset);
  const model = createMessage();
  model.integer(1, 8);
  model.message(7, writeGraph(graph));
  model.message(8, set);
  return joinBytes(model.parts);
}

/** A GraphProto. */
export function writeGraph({ nodes, constants = {}, inputs = {}, outputs }: WrittenGraph): Message {
  const graph = createMessage();
  for (const node of nodes) graph.message(1, writeNode(node));
  graph.text(2, 'test');
  for (const [name, tensor] of Object.entries(constants)) graph.message(5, writeTensor(tensor, name));
  for (const [name, shape] of Object.entries(inputs)) graph.message(11, writeValueInfo(name, shape));
  for (const name of outputs) graph.message(12, writeValueInfo(name));
  return graph;
}

/** A TensorProto, its numbers as raw bytes. */
export function writeTensor({ type = 'float', shape, data }: WrittenTensor, name: string): Message {
  const tensor = createMessage();
  tensor.integers(1, shape);
  tensor.integer(2, TYPES[type]);
  tensor.text(8, name);
  const numbers =
    type === 'int64'
      ? BigInt64Array.from(data as readonly number[], (number) => BigInt(number))
      : ARRAYS[type].from(data);
  tensor.bytes(9, new Uint8Array(numbers.buffer));
  return tensor;
}

function writeNode({ op, domain = '', inputs, outputs, attributes = {} }: WrittenNode): Message {
  const node = createMessage();
  for (const name of inputs) node.text(1, name);
  for (const name of outputs) node.text(2, name);
  node.text(3, `${op} of ${outputs[0]}`);
  node.text(4, op);
  for (const [name, attribute] of Object.entries(attributes)) node.message(5, writeAttribute(name, attribute));
  if (domain) node.text(7, domain);
  return node;
}

function writeAttribute(name: string, value: WrittenAttribute): Message {
  const message = createMessage();
  message.text(1, name);
  const end = (kind: number) => message.integer(20, kind);
  if (typeof value === 'number') {
    message.integer(3, value);
    end(2);
  } else if (typeof value === 'string') {
    // lists of texts are written with commas
    const parts = name === 'activations' ? value.split(',') : [];
    if (parts.length === 0) message.text(4, value);
    for (const part of parts) message.text(9, part);
    end(parts.length === 0 ? 3 : 8);
  } else if ('float' in value) {
    message.float(2, value.float);
    end(1);
  } else if ('floats' in value) {
    for (const number of value.floats) message.float(7, number);
    end(6);
  } else if ('tensor' in value) {
    message.message(5, writeTensor(value.tensor, name));
    end(4);
  } else if ('graph' in value) {
    message.message(6, writeGraph(value.graph));
    end(5);
  } else {
    for (const number of value) message.integer(8, number);
    end(7);
  }
  return message;
}

function writeValueInfo(name: string, shape?: readonly (number | string)[]): Message {
  const info = createMessage();
  info.text(1, name);
  const tensor = createMessage();
  tensor.integer(1, 1);
  if (shape) {
    const extents = createMessage();
    for (const extent of shape) {
      const dimension = createMessage();
      if (typeof extent === 'number') dimension.integer(1, extent);
      else dimension.text(2, extent);
      extents.message(1, dimension);
    }
    tensor.message(2, extents);
  }
  const type = createMessage();
  type.message(1, tensor);
  info.message(2, type);
  return info;
}

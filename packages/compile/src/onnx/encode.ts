import { type Extent, type Node, type Numbers, sizeOf, type Value } from '../graph/graph.js';
import { nodesInOrder } from '../graph/order.js';
import { BYTES, DATA_TYPES } from './data-types.js';
import { createMessage, join, type Message } from './protobuf.js';

/** Operators of ONNX Runtime's own that a program may hold. */
const CONTRIBUTED = new Set(['FusedMatMul']);

const IR_VERSION = 9;
const OPSET = 20;

/** A program to be encoded: what is fed, what comes out, and the weights that go into the model. */
export interface Model {
  readonly inputs: readonly { readonly name: string; readonly value: Value }[];
  readonly outputs: readonly { readonly name: string; readonly value: Value }[];
  /** Constants of the model by the value that they stand for; read when they are written. */
  readonly initializers: readonly { readonly name: string; readonly value: Value; read(): Numbers }[];
}

/** Where large weights go, beside the model. */
export interface External {
  readonly location: string;
  /** Leaves room for so many bytes, which are read when they are written, and tells where they will begin. */
  append(length: number, read: () => Uint8Array): number;
}

/** Weights below this stay in the model. */
const EXTERNAL_FROM_BYTES = 1024;

/** An ONNX model (protobuf), opset 20. With `external`, large weights are appended there instead of copied. */
export function encodeModel(model: Model, external?: External): Uint8Array {
  const names = new Map<Value, string>();
  for (const { name, value } of [...model.inputs, ...model.initializers]) names.set(value, name);
  const nameOf = (value: Value): string => {
    const name = names.get(value) ?? `v${names.size}`;
    names.set(value, name);
    return name;
  };
  for (const { name, value } of model.outputs) {
    if (value.origin.kind === 'node' && !names.has(value)) names.set(value, name);
  }
  const graph = createMessage();
  for (const node of nodesInOrder(model.outputs.map(({ value }) => value))) graph.message(1, nodeMessage(node, nameOf));
  for (const { name, value } of model.outputs) {
    if (nameOf(value) !== name) graph.message(1, plainNode('Identity', [nameOf(value)], [name]));
  }
  graph.text(2, 'audiate');
  for (const { name, value, read } of model.initializers) {
    graph.message(5, tensorMessage(name, value, { read: () => bytesOf(read()), external }));
  }
  for (const { name, value } of model.inputs) graph.message(11, describe(name, value));
  for (const { name, value } of model.outputs) graph.message(12, describe(name, value));
  const message = createMessage();
  message.integer(1, IR_VERSION);
  message.text(2, 'audiate');
  message.message(7, graph);
  for (const [domain, version] of [
    ['', OPSET],
    ['com.microsoft', 1],
  ] as const) {
    const set = createMessage();
    set.text(1, domain);
    set.integer(2, version);
    message.message(8, set);
  }
  return join(message.parts);
}

function nodeMessage({ op, inputs, outputs, attributes }: Node, nameOf: (value: Value) => string): Message {
  const message = plainNode(op, inputs.map(nameOf), outputs.map(nameOf));
  for (const [name, value] of Object.entries(attributes)) message.message(5, attributeMessage(name, value));
  if (CONTRIBUTED.has(op)) message.text(7, 'com.microsoft');
  return message;
}

function plainNode(op: string, inputs: readonly string[], outputs: readonly string[]): Message {
  const message = createMessage();
  for (const name of inputs) message.text(1, name);
  for (const name of outputs) message.text(2, name);
  message.text(3, `${op}_${outputs[0]}`);
  message.text(4, op);
  return message;
}

/** Attributes that ONNX keeps as floats; all other numbers are whole. */
const FLOATS = new Set(['epsilon', 'alpha', 'beta', 'gamma']);

function attributeMessage(name: string, value: number | string | readonly number[]): Message {
  const message = createMessage();
  message.text(1, name);
  if (typeof value === 'string') {
    message.text(4, value);
    message.integer(20, 3);
  } else if (typeof value !== 'number') {
    for (const item of value) message.integer(8, item);
    message.integer(20, 7);
  } else if (FLOATS.has(name)) {
    message.float(2, value);
    message.integer(20, 1);
  } else {
    message.integer(3, value);
    message.integer(20, 2);
  }
  return message;
}

/** How many bytes a constant takes. */
export function byteLength({ shape, dtype }: Extent): number {
  return sizeOf(shape) * BYTES[dtype];
}

const bytesOf = (data: Numbers): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

interface Contents {
  read(): Uint8Array;
  readonly external?: External | undefined;
}

function tensorMessage(name: string, extent: Extent, { read, external }: Contents): Message {
  const { shape, dtype } = extent;
  const length = byteLength(extent);
  const message = createMessage();
  message.integers(1, shape);
  message.integer(2, DATA_TYPES[dtype]);
  message.text(8, name);
  if (!external || length < EXTERNAL_FROM_BYTES) {
    message.bytes(9, read());
    return message;
  }
  const found = { location: external.location, offset: external.append(length, read), length };
  for (const [key, value] of Object.entries(found)) {
    const entry = createMessage();
    entry.text(1, key);
    entry.text(2, String(value));
    message.message(13, entry);
  }
  message.integer(14, 1);
  return message;
}

function describe(name: string, { shape, dtype }: Extent): Message {
  const dimensions = createMessage();
  for (const extent of shape) {
    const dimension = createMessage();
    dimension.integer(1, extent);
    dimensions.message(1, dimension);
  }
  const tensor = createMessage();
  tensor.integer(1, DATA_TYPES[dtype]);
  tensor.message(2, dimensions);
  const type = createMessage();
  type.message(1, tensor);
  const message = createMessage();
  message.text(1, name);
  message.message(2, type);
  return message;
}

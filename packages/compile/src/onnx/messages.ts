import { type Extent, type Node, type Numbers, sizeOf, type Value } from '../graph/graph.js';
import { BYTES, DATA_TYPES } from './data-types.js';
import { createMessage, type Message } from './protobuf.js';

/** Operators of ONNX Runtime's own that a program may hold. */
const CONTRIBUTED = new Set(['FusedMatMul', 'MatMulIntegerToFloat']);

/** Where large weights go, beside the model. */
export interface External {
  readonly location: string;
  /** Leaves room for so many bytes, which are read when they are written, and tells where they will begin. */
  append(length: number, read: () => Uint8Array): number;
}

/** Weights below this stay in the model. */
const EXTERNAL_FROM_BYTES = 1024;

/** A node of the graph, of ONNX's operators or ONNX Runtime's own. */
export function nodeMessage({ op, inputs, outputs, attributes }: Node, nameOf: (value: Value) => string): Message {
  const message = plainNode(op, inputs.map(nameOf), outputs.map(nameOf));
  for (const [name, value] of Object.entries(attributes)) message.message(5, attributeMessage(name, value));
  if (CONTRIBUTED.has(op)) message.text(7, 'com.microsoft');
  return message;
}

/** A node without attributes. */
export function plainNode(op: string, inputs: readonly string[], outputs: readonly string[]): Message {
  const message = createMessage();
  for (const name of inputs) message.text(1, name);
  for (const name of outputs) message.text(2, name);
  message.text(3, `${op}_${outputs[0]}`);
  message.text(4, op);
  return message;
}

/** Attributes that ONNX keeps as floats; all other numbers are whole. */
const FLOATS = new Set(['epsilon', 'alpha', 'beta', 'gamma']);

/** A setting of a node. */
export function attributeMessage(name: string, value: number | string | readonly number[]): Message {
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

/** The numbers of a constant, and where its bytes go if not into the message. */
export interface Contents {
  read(): Numbers;
  readonly external?: External | undefined;
}

/** A constant: its bytes in the message, or where they are to be found. */
export function tensorMessage(name: string, extent: Extent, { read, external }: Contents): Message {
  const { shape, dtype } = extent;
  const length = byteLength(extent);
  const message = createMessage();
  message.integers(1, shape);
  message.integer(2, DATA_TYPES[dtype]);
  message.text(8, name);
  const bytes = () => bytesOf(read());
  if (!external || length < EXTERNAL_FROM_BYTES) {
    message.bytes(9, bytes());
    return message;
  }
  const found = { location: external.location, offset: external.append(length, bytes), length };
  for (const [key, value] of Object.entries(found)) {
    const entry = createMessage();
    entry.text(1, key);
    entry.text(2, String(value));
    message.message(13, entry);
  }
  message.integer(14, 1);
  return message;
}

/** What a value is: its name, element type and shape. */
export function describe(name: string, { shape, dtype }: Extent): Message {
  const dimensions = createMessage();
  for (const extent of shape) {
    const dimension = createMessage();
    dimension.integer(1, extent);
    dimensions.message(1, dimension);
  }
  return describeType(name, { dtype }, dimensions);
}

/** What a value is, its shape only where it is known beforehand. */
export function describeType(name: string, { dtype }: Pick<Extent, 'dtype'>, dimensions?: Message): Message {
  const tensor = createMessage();
  tensor.integer(1, DATA_TYPES[dtype]);
  if (dimensions) tensor.message(2, dimensions);
  const type = createMessage();
  type.message(1, tensor);
  const message = createMessage();
  message.text(1, name);
  message.message(2, type);
  return message;
}

import { InputError, show } from '@audiate/protocol';
import { MAX_DEPTH, MAX_NODES } from './limits.js';
import { readTensor, type StoredConstant } from './tensor.js';
import type { Fields } from './wire.js';

/** A setting of a node as the file has it. */
export interface Attribute {
  readonly name: string;
  readonly integer: number;
  readonly integers: readonly number[];
  readonly float: number;
  readonly floats: readonly number[];
  /** Lists of texts are put together with commas. */
  readonly text: string;
  readonly tensor?: StoredConstant;
  readonly graph?: Graph;
}

/** A call of an operator. An empty name stands for an input that is left out, or an output that nobody reads. */
export interface Node {
  readonly name: string;
  readonly op: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** What a file says of an input or output: an extent is undefined where it is given by a name, or not at all. */
export interface ValueInfo {
  readonly name: string;
  /** ONNX's number of the element type. */
  readonly dataType: number;
  /** Undefined where the file does not tell. */
  readonly shape?: readonly (number | undefined)[];
}

/** A graph, its nodes in the order of their computation. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly constants: readonly StoredConstant[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/**
 * A GraphProto.
 * @throws InputError for what is damaged, or more than is allowed.
 */
export function readGraph(fields: Fields, depth = 0): Graph {
  if (depth > MAX_DEPTH) throw new InputError(`the model has graphs within graphs more than ${MAX_DEPTH} deep`);
  const nodes = fields.messages(1).map((node) => readNode(node, depth));
  if (nodes.length > MAX_NODES) {
    throw new InputError(`the model has ${nodes.length} nodes in a graph, more than the ${MAX_NODES} that are allowed`);
  }
  if (fields.messages(15).length > 0) throw new InputError('the model has sparse constants, which cannot be read');
  return {
    nodes,
    constants: fields.messages(5).map((tensor) => readTensor(tensor)),
    inputs: fields.messages(11).map(readValueInfo),
    outputs: fields.messages(12).map(readValueInfo),
  };
}

function readNode(fields: Fields, depth: number): Node {
  const domain = fields.text(7);
  const attributes = fields.messages(5).map((attribute) => readAttribute(attribute, depth));
  return {
    name: fields.text(3),
    op: fields.text(4),
    domain: domain === 'ai.onnx' ? '' : domain,
    inputs: fields.texts(1),
    outputs: fields.texts(2),
    attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
  };
}

function readAttribute(fields: Fields, depth: number): Attribute {
  const name = fields.text(1);
  if (fields.text(21)) throw new InputError(`attribute ${show(name)} refers to one of a function, outside of any`);
  const [tensor, graph] = [fields.message(5), fields.message(6)];
  return {
    name,
    integer: fields.integer(3),
    integers: fields.integers(8),
    float: fields.float(2),
    floats: [...fields.floats(7)],
    text: fields.text(4) || fields.texts(9).join(','),
    ...(tensor ? { tensor: readTensor(tensor, tensor.text(8) || name) } : {}),
    ...(graph ? { graph: readGraph(graph, depth + 1) } : {}),
  };
}

function readValueInfo(fields: Fields): ValueInfo {
  const tensor = fields.message(2)?.message(1);
  const shape = tensor?.message(2);
  const name = fields.text(1);
  const dataType = tensor?.integer(1) ?? 0;
  if (!shape) return { name, dataType };
  const extents = shape.messages(1).map((dimension) => dimension.integer(1) || undefined);
  return { name, dataType, shape: extents };
}

import { joinBytes } from '@audiate/protocol';
import type { Extent, Frozen, Node, Value } from '../graph/graph.js';
import { nodesInOrder } from '../graph/order.js';
import { DATA_TYPES } from './data-types.js';
import {
  attributeMessage,
  describe,
  describeType,
  type External,
  nodeMessage,
  plainNode,
  tensorMessage,
} from './messages.js';
import { createMessage, type Message } from './protobuf.js';

const IR_VERSION = 9;
const OPSET = 20;

/** A value by the name that the model's user knows. */
export interface Named {
  readonly name: string;
  readonly value: Value;
}

/** A program to be encoded: what is fed, what comes out, and the weights that go into the model. */
export interface Model {
  readonly inputs: readonly Named[];
  readonly outputs: readonly Named[];
  /** What is computed only where the fed bool `condition` is true; elsewhere one number of no meaning. */
  readonly onDemand?: { readonly condition: string; readonly outputs: readonly Named[] } | undefined;
  /** Constants of the model by the value that they stand for; read when they are written. */
  readonly initializers: readonly (Named & { readonly data: Frozen })[];
}

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
  const always = nodesInOrder(model.outputs.map(({ value }) => value));
  for (const node of always) graph.message(1, nodeMessage(node, nameOf));
  for (const { name, value } of model.outputs) {
    if (nameOf(value) !== name) graph.message(1, plainNode('Identity', [nameOf(value)], [name]));
  }
  if (model.onDemand) graph.message(1, ifNode(model.onDemand, new Set(always), nameOf));
  graph.text(2, 'audiate');
  for (const { name, value, data } of model.initializers) {
    graph.message(5, tensorMessage(name, value, { read: data.read, external }));
  }
  for (const { name, value } of model.inputs) graph.message(11, describe(name, value));
  if (model.onDemand) graph.message(11, describe(model.onDemand.condition, { shape: [], dtype: 'bool' }));
  for (const { name, value } of model.outputs) graph.message(12, describe(name, value));
  for (const { name, value } of model.onDemand?.outputs ?? []) graph.message(12, describeType(name, value));
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
  return joinBytes(message.parts);
}

/** One number in an output's place: the condition itself, as no constant may stand there once ONNX Runtime has saved the model. */
function conditionAs({ dtype }: Extent, condition: string, name: string): Message {
  const message = plainNode('Cast', [condition], [name]);
  message.message(5, attributeMessage('to', DATA_TYPES[dtype]));
  return message;
}

/** Computes outputs, and the nodes that nothing else needs, where a condition holds. */
function ifNode(
  { condition, outputs }: NonNullable<Model['onDemand']>,
  always: ReadonlySet<Node>,
  nameOf: (value: Value) => string,
): Message {
  const [asked, spared] = [createMessage(), createMessage()];
  for (const node of nodesInOrder(outputs.map(({ value }) => value))) {
    if (!always.has(node)) asked.message(1, nodeMessage(node, nameOf));
  }
  for (const { name, value } of outputs) {
    asked.message(1, plainNode('Identity', [nameOf(value)], [`${name}_asked`]));
    spared.message(1, conditionAs(value, condition, `${name}_spared`));
  }
  const branches = { then_branch: asked, else_branch: spared };
  const message = plainNode(
    'If',
    [condition],
    outputs.map(({ name }) => name),
  );
  for (const [branch, graph] of Object.entries(branches)) {
    graph.text(2, branch);
    const suffix = graph === asked ? 'asked' : 'spared';
    for (const { name, value } of outputs) graph.message(12, describeType(`${name}_${suffix}`, value));
    const attribute = createMessage();
    attribute.text(1, branch);
    attribute.message(6, graph);
    attribute.integer(20, 5);
    message.message(5, attribute);
  }
  return message;
}

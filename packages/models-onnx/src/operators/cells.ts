import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { NodeSettings } from './operator.js';

/** What a recurrent network remembers, `[batch, hidden]`; `memory` is an LSTM's. */
export interface State {
  readonly hidden: tf.Tensor2D;
  readonly memory: tf.Tensor2D;
}

/** A gate's numbers each, `[batch, hidden]`. */
export type Parts = readonly tf.Tensor2D[];

/** One step. */
export type Cell = (step: {
  /** What the input adds to each gate, its bias included. */
  readonly heard: Parts;
  readonly state: State;
  /** What a state adds to each gate, its bias included; the hidden state unless given. */
  recall(from?: tf.Tensor2D): Parts;
}) => State;

type Activation = (x: tf.Tensor2D) => tf.Tensor2D;

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  relu: tf.relu,
};

/** The functions of one direction, by names or as ONNX has them. */
function activationsOf(node: NodeSettings, backward: boolean, usual: readonly string[]): Activation[] {
  const given = node.text('activations', '').split(',').filter(Boolean);
  const own = given.length > 0 ? given.slice(backward ? -usual.length : 0).slice(0, usual.length) : usual;
  return own.map((name) => {
    const found = ACTIVATIONS[name.toLowerCase()];
    if (found) return found;
    throw new InputError(`${node.thing} has the activation ${name}; Sigmoid, Tanh and Relu are supported`);
  });
}

/** Gates in ONNX's order: input, output, forget, cell. */
export function lstm(node: NodeSettings, backward: boolean): Cell {
  const [gate, make, show] = activationsOf(node, backward, ['Sigmoid', 'Tanh', 'Tanh']) as [
    Activation,
    Activation,
    Activation,
  ];
  if (node.integer('input_forget', 0) === 1)
    throw new InputError(`${node.thing} couples its gates, which is not supported`);
  return ({ heard, state, recall }) => {
    const recalled = recall();
    const [input, output, forget, cell] = heard.map((own, i) => tf.add(own, recalled[i]!)) as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    const memory: tf.Tensor2D = tf.add(tf.mul(gate(forget), state.memory), tf.mul(gate(input), make(cell)));
    return { memory, hidden: tf.mul(gate(output), show(memory)) };
  };
}

/** Gates in ONNX's order: update, reset, hidden. */
export function gru(node: NodeSettings, backward: boolean): Cell {
  const [gate, make] = activationsOf(node, backward, ['Sigmoid', 'Tanh']) as [Activation, Activation];
  const resetsProduct = node.integer('linear_before_reset', 0) === 1;
  return ({ heard, state, recall }) => {
    const recalled = recall();
    const update = gate(tf.add(heard[0]!, recalled[0]!));
    const reset = gate(tf.add(heard[1]!, recalled[1]!));
    const rest: tf.Tensor2D = resetsProduct
      ? tf.mul(reset, recalled[2]!)
      : recall(tf.mul(reset, state.hidden) as tf.Tensor2D)[2]!;
    const next = make(tf.add(heard[2]!, rest));
    const hidden: tf.Tensor2D = tf.add(tf.mul(tf.sub(1, update), next), tf.mul(update, state.hidden));
    return { hidden, memory: state.memory };
  };
}

/** One gate alone. */
export function plain(node: NodeSettings, backward: boolean): Cell {
  const [make] = activationsOf(node, backward, ['Tanh']) as [Activation];
  return ({ heard, state, recall }) => ({ hidden: make(tf.add(heard[0]!, recall()[0]!)), memory: state.memory });
}

import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { NodeSettings } from './operator.js';

/** What a recurrent network remembers, `[batch, hidden]`; `memory` is an LSTM's. */
export interface State {
  readonly hidden: tf.Tensor2D;
  readonly memory: tf.Tensor2D;
}

/** One step. */
export type Cell = (step: {
  /** What the input adds to the gates, `[batch, gates · hidden]`, its bias included. */
  readonly heard: tf.Tensor2D;
  readonly state: State;
  /** What a state adds to the gates, its bias included; the hidden state unless given. */
  recall(from?: tf.Tensor2D): tf.Tensor2D;
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
    const [input, output, forget, cell] = tf.split(tf.add(heard, recall()), 4, 1) as [
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
    const width = heard.shape[1] / 3;
    const halves = (whole: tf.Tensor2D) => tf.split(whole, [2 * width, width], 1) as [tf.Tensor2D, tf.Tensor2D];
    const [[gates, fresh], [recalled, kept]] = [halves(heard), halves(recall())];
    const [update, reset] = tf.split(gate(tf.add(gates, recalled)), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const rest: tf.Tensor2D = resetsProduct
      ? tf.mul(reset, kept)
      : halves(recall(tf.mul(reset, state.hidden) as tf.Tensor2D))[1];
    const next = make(tf.add(fresh, rest));
    const hidden: tf.Tensor2D = tf.add(next, tf.mul(update, tf.sub(state.hidden, next)));
    return { hidden, memory: state.memory };
  };
}

/** One gate alone. */
export function plain(node: NodeSettings, backward: boolean): Cell {
  const [make] = activationsOf(node, backward, ['Tanh']) as [Activation];
  return ({ heard, state, recall }) => ({ hidden: make(tf.add(heard, recall())), memory: state.memory });
}

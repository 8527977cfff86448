import { linear, type Weight } from '@audiate/ops';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { felt, floatOf, type Known, type Value } from '../values/value.js';
import { type Cell, gru, lstm, plain, type State } from './cells.js';
import { unstacked } from './expand.js';
import type { NodeSettings, Operator, Operators } from './operator.js';

/** The weights of one direction: rows are gates. */
interface Direction {
  /** `[gates · hidden, in]` and what is added. */
  readonly input: Weight;
  readonly inputBias: Weight;
  /** `[gates · hidden, hidden]` and what is added. */
  readonly state: Weight;
  readonly stateBias: Weight;
}

const DIRECTIONS: Readonly<Record<string, readonly boolean[]>> = {
  forward: [false],
  reverse: [true],
  bidirectional: [false, true],
};

/** A recurrent network, step by step. */
const recurrent =
  (gates: number, cellOf: (node: NodeSettings, backward: boolean) => Cell): Operator =>
  (node) => {
    const named = node.text('direction', 'forward');
    const backwards = DIRECTIONS[named];
    if (!backwards)
      throw new InputError(`${node.thing} goes ${named}; forward, reverse and bidirectional are supported`);
    if (node.has('clip')) throw new InputError(`${node.thing} clips its gates, which is not supported`);
    const batchFirst = node.integer('layout', 0) === 1;
    const cells = backwards.map((backward) => cellOf(node, backward));
    let directions: readonly Direction[] | undefined;
    return (inputs) => {
      const [value, w, r, b, lengths, ...starts] = inputs;
      if (!value || !w?.known || !r?.known || (b && !b.known))
        throw new InputError(`${node.thing} takes weights of constants`);
      if (lengths && !lengths.known) throw new InputError(`${node.thing} has lengths that depend on the sound`);
      if (starts[2]) throw new InputError(`${node.thing} has peepholes, which are not supported`);
      directions ??= backwards.map((_, i) => directionOf(node, i, { w, r, b: b as Known | undefined, gates }));
      const x = batchFirst ? tf.transpose(floatOf(value), [1, 0, 2]) : floatOf(value);
      const frames = x.shape[0]!;
      if (lengths?.known && lengths.data.some((length) => length !== frames)) {
        throw new InputError(`${node.thing} has sequences of several lengths, which are not supported`);
      }
      const axis = batchFirst ? 1 : 0;
      const runs = directions.map((own, i) => {
        const state = starts.slice(0, 2).map((start) => start && startOf(start, axis, i));
        return unrolled(x, own, { cell: cells[i]!, backward: backwards[i]!, state });
      });
      return answered(runs, batchFirst);
    };
  };

/** The weights of a direction, of `[directions, gates · hidden, …]`. */
function directionOf(
  node: NodeSettings,
  index: number,
  { w, r, b, gates }: { w: Known; r: Known; b: Known | undefined; gates: number },
): Direction {
  const part = ({ data, shape }: Known) => {
    const size = data.length / shape[0]!;
    return Float32Array.from(data.subarray(index * size, (index + 1) * size));
  };
  const rows = w.shape[1]!;
  const biases = b ? part(b) : new Float32Array(2 * rows);
  if (r.shape[1] !== rows || rows % gates !== 0 || biases.length !== 2 * rows || r.shape[2] !== rows / gates) {
    throw new InputError(`${node.thing} has weights of the shapes [${w.shape}] and [${r.shape}], which do not fit`);
  }
  return {
    input: node.keep(part(w), w.shape.slice(1)),
    inputBias: node.keep(biases.slice(0, rows), [rows]),
    state: node.keep(part(r), r.shape.slice(1)),
    stateBias: node.keep(biases.slice(rows), [rows]),
  };
}

/** The state that a direction begins with, `[batch, hidden]`. */
function startOf(start: Value, axis: number, direction: number): tf.Tensor2D {
  const whole = floatOf(start);
  const begin = whole.shape.map((_, own) => (own === axis ? direction : 0));
  const size = whole.shape.map((extent, own) => (own === axis ? 1 : extent));
  return tf.squeeze(tf.slice(whole, begin, size), [axis]);
}

interface Unrolled {
  /** The state after each frame, in the order of time. */
  readonly frames: readonly tf.Tensor2D[];
  readonly last: State;
}

function unrolled(
  x: tf.Tensor,
  { input, inputBias, state: recurrence, stateBias }: Direction,
  { cell, backward, state: given }: { cell: Cell; backward: boolean; state: readonly (tf.Tensor2D | undefined)[] },
): Unrolled {
  const [count, batch] = x.shape as [number, number, number];
  const hidden = recurrence.shape[1]!;
  // what the inputs add is one product for all frames
  const heard = unstacked(linear(x, input, inputBias), 0) as tf.Tensor2D[];
  const empty = () => tf.zeros([batch, hidden]) as tf.Tensor2D;
  let state: State = { hidden: given[0] ?? empty(), memory: given[1] ?? empty() };
  const frames: tf.Tensor2D[] = Array(count);
  for (let i = 0; i < count; i++) {
    const frame = backward ? count - 1 - i : i;
    const { hidden: last } = state;
    state = cell({ heard: heard[frame]!, state, recall: (from = last) => linear(from, recurrence, stateBias) });
    frames[frame] = state.hidden;
  }
  return { frames, last: state };
}

/** All states `[frames, directions, batch, hidden]`, and the last ones; with batch first where the settings say so. */
function answered(runs: readonly Unrolled[], batchFirst: boolean): Value[] {
  const all = tf.stack(
    runs.map(({ frames }) => tf.stack([...frames])),
    1,
  );
  const lasts = (of: (state: State) => tf.Tensor2D) => tf.stack(runs.map(({ last }) => of(last)));
  const order = (x: tf.Tensor, axes: number[]) => felt(batchFirst ? tf.transpose(x, axes) : x);
  return [
    order(all, [2, 0, 1, 3]),
    order(
      lasts(({ hidden }) => hidden),
      [1, 0, 2],
    ),
    order(
      lasts(({ memory }) => memory),
      [1, 0, 2],
    ),
  ];
}

/** Recurrent networks of constant weights. */
export const recurrents: Operators = {
  LSTM: recurrent(4, lstm),
  GRU: recurrent(3, gru),
  RNN: recurrent(1, plain),
};

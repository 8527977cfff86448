import { type Objective, objectives } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import type { Cell } from './cell.ts';

const { neuron, neighbors, channel, channelWeights, direction, directionNeuron, layer, trajectory } = objectives;
const { activationMatch, style, caricature, diversity, alignment, custom, energy, logit, ctc } = objectives;
const { each, interpolate, negate, product, scale, sum, timeWindow } = objectives;

type Make = (cell: Cell) => Objective;

const vectorOf = ({ channels }: Cell) => Float32Array.from({ length: channels }, (_, i) => Math.sin(i * i + 1));
/** In the one frame: cells are units that are on or off there. */
const unit: Make = (cell) => neuron(cell.layer, cell.channel, { at: cell.frame, pool: false });
const mean: Make = (cell) => channel(cell.layer, cell.channel);
/** The unit's frame and the one before: the centre of two frames is the second. */
const windowOf = ({ frame }: Cell) => ({ fromFrame: frame - 1, toFrame: frame + 1 });

/** Every objective, about one unit or the whole of one layer; what is to rise, what is to fall, and both at once. */
export const VOCABULARY: Readonly<Record<string, Make>> = {
  neuron: unit,
  'neuron, negated': (cell) => negate(unit(cell)),
  'neuron, a little': (cell) => scale(unit(cell), 0.01),
  'neuron, a little down': (cell) => scale(unit(cell), -0.01),
  'neuron, first down, then up': (cell) => scale(unit(cell), { from: -1, to: 1 }),
  'neuron and quiet neighbours': (cell) => neuron(cell.layer, cell.channel, { at: cell.frame, neighbors: 0.3 }),
  'neuron, pooled': (cell) => neuron(cell.layer, cell.channel, { at: cell.frame, pool: { ms: 20 } }),
  'neuron, pooled by rms': (cell) =>
    neuron(cell.layer, cell.channel, { at: cell.frame, pool: { ms: 20, reduce: 'rms' } }),
  'loud neighbours': (cell) => negate(neighbors(cell.layer, cell.channel, { at: cell.frame })),
  channel: mean,
  'channel, negated': (cell) => negate(mean(cell)),
  'channel, its largest': (cell) => channel(cell.layer, cell.channel, { reduce: 'max' }),
  'channel, smooth maximum': (cell) => channel(cell.layer, cell.channel, { reduce: 'logsumexp' }),
  'channel in a window': (cell) => channel(cell.layer, cell.channel, { window: windowOf(cell) }),
  'channel weights': (cell) => channelWeights(cell.layer, { [cell.channel]: 1, [cell.other]: -0.5 }),
  direction: (cell) => direction(cell.layer, vectorOf(cell)),
  'direction, negated': (cell) => negate(direction(cell.layer, vectorOf(cell))),
  'direction by cosine': (cell) => direction(cell.layer, vectorOf(cell), { cosinePower: 2 }),
  'direction in a frame': (cell) => directionNeuron(cell.layer, vectorOf(cell), { at: cell.frame }),
  'a whole layer': (cell) => layer(cell.layer),
  'a whole layer, negated': (cell) => negate(layer(cell.layer)),
  trajectory: (cell) => trajectory(cell.layer, cell.target),
  'trajectory, negated': (cell) => negate(trajectory(cell.layer, cell.target)),
  'activation match': (cell) => activationMatch(cell.layer, cell.target),
  style: (cell) => style(cell.layer, cell.target),
  caricature: (cell) => caricature(cell.layer, cell.target, { cosinePower: 1 }),
  diversity: (cell) => sum(mean(cell), diversity(cell.layer)),
  alignment: (cell) => sum(mean(cell), alignment(cell.layer)),
  'each, one up, one down': (cell) => each([unit(cell), negate(mean(cell))]),
  'interpolate, one up, one down': (cell) => interpolate(unit(cell), negate(channel(cell.layer, cell.other))),
  product: (cell) => product(unit(cell), sum(mean(cell), scale(channel(cell.layer, cell.other), -0.5))),
  'product with what is below 0': (cell) => product(unit(cell), energy()),
  'product, negated': (cell) => negate(product(unit(cell), energy())),
  'neuron in a window': (cell) => timeWindow(neuron(cell.layer, cell.channel), windowOf(cell)),
  'neuron in a window, negated': (cell) => timeWindow(negate(neuron(cell.layer, cell.channel)), windowOf(cell)),
  'custom, true gradients': (cell) => trueUnit(cell),
  'custom, negated': (cell) => negate(trueUnit(cell)),
  'beside a penalty': (cell) => sum(unit(cell), energy()),
  'two of one unit, against each other': (cell) => sum(unit(cell), scale(mean(cell), -0.5)),
};

/** Objectives that read one layer only, `logits`. */
export const SPOKEN: Readonly<Record<string, Make>> = {
  logit: () => logit('A'),
  'logit, negated': () => negate(logit('A', { at: 'center' })),
  text: () => ctc('A B'),
  'text, negated': () => negate(ctc('A B')),
};

/** The unit as a user's own objective reads it: nothing is redirected. */
export function trueUnit({ layer: name, channel: index, frame }: Cell): Objective {
  return custom('unit', [name], (heard) => {
    const [batch] = heard[name]!.shape;
    const middle = tf.slice(heard[name]!, [0, frame, index], [batch, 1, 1]);
    return tf.reshape(middle, [batch]);
  });
}

/** The kinds of an objective's terms, and of those within them. */
export function kindsOf({ terms }: Objective): string[] {
  return [...JSON.stringify(terms.map(({ term }) => term.spec)).matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind!);
}

import { checkSchedule, type Objective, type Schedule, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { scale } from '../combine/scale.js';
import { sum } from '../combine/sum.js';
import { describe, oneTerm, termKind } from '../one-term.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { neighbors as neighborsOf } from './neighbors.js';
import { bindUnit, checkChannel } from './unit.js';

/** Options of {@link neuron}. */
export interface NeuronOptions {
  /** `'center'` unless given. */
  readonly at?: At;
  /** Weight λ of {@link neighbors} beside the unit; without it the unit alone is climbed. */
  readonly neighbors?: Schedule;
}

/**
 * One channel in one frame (Lucid: `neuron`): the score is its activation, in the model's units.
 * With `neighbors: λ` it is `sum(neuron(…), scale(neighbors(…), λ))`, two terms. λ = 0 records the neighbours only.
 *
 * Times and frames are those of the raw audio. Under transforms that lengthen or shorten it, alike at both ends, the
 * frame that holds the same sound is read.
 * @throws InputError for a channel or frame that is no whole number from 0, and a λ that is not finite; when bound, for an unknown layer, a channel
 * or frame out of range, and audio too short for a frame.
 */
export function neuron<const L extends string>(layer: L, channel: number, options: NeuronOptions = {}): Objective<L> {
  const { at = 'center', neighbors } = options;
  checkChannel(layer, channel);
  checkAt(at);
  const unit = oneTerm<L>({
    spec: specOf(neuronKind, { layer, channel, at }),
    description: describe('neuron', [layer, channel, ...describeAt(at)]),
    layers: [layer],
    bind(context) {
      const read = bindUnit(context, layer, channel);
      const pick = bindAt(at, layer, context);
      return (activations) => {
        const [batch, frames] = activations[layer].shape;
        return tf.reshape(read(activations, pick(frames)), [batch]);
      };
    },
  });
  if (neighbors === undefined) return unit;
  return sum(unit, scale(neighborsOf(layer, channel, { at }), checkSchedule('neighbors', neighbors)));
}

/** The kind of the unit's own term in {@link neuron}. */
export const neuronKind = termKind(
  'neuron',
  ({ layer, channel, at }: { readonly layer: string; readonly channel: number; readonly at: At }) =>
    neuron(layer, channel, { at }),
);

import { checkSchedule, type Objective, type Schedule, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { scale } from '../combine/scale.js';
import { sum } from '../combine/sum.js';
import { describe, oneTerm, termKind } from '../one-term.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { neighbors as neighborsOf } from './neighbors.js';
import { bindPool, checkPool, describePool, type Pool } from './pool.js';
import { reduceFrames } from './reduce.js';
import { bindUnit, checkChannel } from './unit.js';

/** Options of {@link neuron}. */
export interface NeuronOptions {
  /** `'center'` unless given. */
  readonly at?: At;
  /** The stretch of time around the frame over which the unit is pooled; the one frame alone, unless given. */
  readonly pool?: Pool;
  /** Weight λ of {@link neighbors} beside the unit; without it the unit alone is climbed. */
  readonly neighbors?: Schedule;
}

/**
 * One channel in one frame (Lucid: `neuron`): the score is its activation, in the model's units.
 * With `neighbors: λ` it is `sum(neuron(…), scale(neighbors(…), λ))`, two terms. λ = 0 records the neighbours only.
 *
 * A unit of `conv.0` … `conv.4` answers to the phase of the sound: its frames lie 0.3 to 5 ms apart, and what excites one
 * hardly excites the next. With `pool: { ms: 20 }` the score is its mean over 20 ms, that of a sound and not of a phase;
 * layers whose frames lie 20 ms apart are read in one frame all the same.
 *
 * Times and frames are those of the raw audio. Under transforms that lengthen or shorten it, alike at both ends, the
 * frame that holds the same sound is read.
 * @throws InputError for a channel or frame that is no whole number from 0, a malformed pool, and a λ that is not finite; when bound, for an unknown layer, a channel
 * or frame out of range, and audio too short for a frame.
 */
export function neuron<const L extends string>(layer: L, channel: number, options: NeuronOptions = {}): Objective<L> {
  const { at = 'center', neighbors } = options;
  const pool = options.pool === undefined ? undefined : checkPool(options.pool);
  checkChannel(layer, channel);
  checkAt(at);
  const unit = oneTerm<L>({
    spec: specOf(neuronKind, { layer, channel, at, pool }),
    description: describe('neuron', [layer, channel, ...describeAt(at), ...describePool(pool)]),
    layers: [layer],
    bind(context) {
      const read = bindUnit(context, layer, channel);
      const pick = pool ? bindPool(pool, at, layer, context) : bindAt(at, layer, context);
      return (activations) => {
        const [batch, frames] = activations[layer].shape;
        const trace = read(activations, pick(frames));
        return pool ? reduceFrames(trace, pool.reduce) : tf.reshape(trace, [batch]);
      };
    },
  });
  if (neighbors === undefined) return unit;
  return sum(
    unit,
    scale(
      neighborsOf(layer, channel, { at, ...(pool && { pool: { ms: pool.ms } }) }),
      checkSchedule('neighbors', neighbors),
    ),
  );
}

/** The kind of the unit's own term in {@link neuron}. */
export const neuronKind = termKind(
  'neuron',
  ({ layer, channel, ...options }: NeuronOptions & { readonly layer: string; readonly channel: number }) =>
    neuron(layer, channel, options),
);

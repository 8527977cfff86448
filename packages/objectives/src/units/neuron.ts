import { checkSchedule, type Objective, type Schedule, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { scale } from '../combine/scale.js';
import { sum } from '../combine/sum.js';
import { describe, oneTerm, termKind } from '../one-term.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { neighbors as neighborsOf } from './neighbors.js';
import { bindPool, checkPool, describePool, type Pool, poolOf } from './pool.js';
import { reduceFrames } from './reduce.js';
import { bindUnit, checkChannel } from './unit.js';

/** Options of {@link neuron}. */
export interface NeuronOptions {
  /** `'center'` unless given. */
  readonly at?: At;
  /**
   * The stretch of time around the frame over which the unit is pooled: 20 ms unless given, where the layer is rectified
   * and its frames lie closer; `false`: the one frame alone.
   */
  readonly pool?: Pool | false;
  /** Weight λ of {@link neighbors} beside the unit; without it the unit alone is climbed. */
  readonly neighbors?: Schedule;
}

/**
 * One channel at one moment (Lucid: `neuron`): the score is its activation, in the model's units.
 * With `neighbors: λ` it is `sum(neuron(…), scale(neighbors(…), λ))`, two terms. λ = 0 records the neighbours only.
 *
 * A unit of `conv.0` … `conv.5` follows the phase of the sound: its frames lie 0.3 to 10 ms apart, and what excites one
 * hardly excites the next. So its score is the mean over 20 ms, that of a sound and not of a phase. `pool` sets another
 * stretch, `pool: false` the one frame. Layers whose frames lie 20 ms apart, and those whose facts do not say that they are
 * `rectified` (`.pre`), are read in one frame unless `pool` is given.
 *
 * Times and frames are those of the raw audio. Under transforms that lengthen or shorten it, alike at both ends, the
 * frame that holds the same sound is read.
 * @throws InputError for a channel or frame that is no whole number from 0, a malformed pool, and a λ that is not finite; when bound, for an unknown layer, a channel
 * or frame out of range, and audio too short for a frame.
 */
export function neuron<const L extends string>(layer: L, channel: number, options: NeuronOptions = {}): Objective<L> {
  const { at = 'center', neighbors } = options;
  const given = options.pool === undefined || options.pool === false ? options.pool : checkPool(options.pool);
  checkChannel(layer, channel);
  checkAt(at);
  const unit = oneTerm<L>({
    spec: specOf(neuronKind, { layer, channel, at, pool: given }),
    description: describe('neuron', [layer, channel, ...describeAt(at), ...describePool(given)]),
    layers: [layer],
    bind(context) {
      const read = bindUnit(context, layer, channel);
      const pool = poolOf(given, layer, context.model);
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
    scale(neighborsOf(layer, channel, { at, ...poolOfNeighbors(given) }), checkSchedule('neighbors', neighbors)),
  );
}

const poolOfNeighbors = (pool: Pool | false | undefined) => {
  if (pool === undefined) return {};
  return { pool: pool && { ms: pool.ms } };
};

/** The kind of the unit's own term in {@link neuron}. */
export const neuronKind = termKind(
  'neuron',
  ({ layer, channel, ...options }: NeuronOptions & { readonly layer: string; readonly channel: number }) =>
    neuron(layer, channel, options),
);

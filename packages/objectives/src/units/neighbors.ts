import { abs } from '@audiate/ops';
import { checkKeys, InputError, layerInfo, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { framesOf } from '../where/frames-of.js';
import { bindPool, checkPool, describePool, type Pool, poolOf } from './pool.js';
import { checkChannel, checkUnit, unitTrace } from './unit.js';

/** Options of {@link neighbors}. */
export interface NeighborsOptions {
  /** `'center'` unless given. */
  readonly at?: At;
  /** The stretch of time around the frame over which the mean is taken, as that of {@link neuron}. */
  readonly pool?: Pick<Pool, 'ms'> | false;
}

/**
 * Quiet neighbours: minus the mean |activation| of the other channels in one frame, or over a pool, at most 0, in the model's units.
 * Beside a {@link neuron} it asks for a sound that excites that unit and few others. The channel itself gets no
 * gradient, nor does an activation of exactly 0.
 * @throws InputError as {@link neuron} does, and when bound for a layer of one channel.
 */
export function neighbors<const L extends string>(
  layer: L,
  channel: number,
  options: NeighborsOptions = {},
): Objective<L> {
  const { at = 'center' } = options;
  checkChannel(layer, channel);
  checkAt(at);
  const given = options.pool && { ms: checkPool(checkKeys('pool of neighbors', options.pool, ['ms'])).ms };
  return oneTerm<L>({
    spec: specOf(neighborsKind, { layer, channel, at, pool: given }),
    description: describe('neighbors', [layer, channel, ...describeAt(at), ...describePool(given)]),
    layers: [layer],
    bind(context) {
      checkUnit(context.model, layer, channel);
      const { channels } = layerInfo(context.model, layer);
      if (channels < 2) {
        throw new InputError(`neighbors needs a layer with other channels; ${layer} has channel 0 only: leave it out`);
      }
      const pool = poolOf(given, layer, context.model);
      const pick = pool ? bindPool(pool, at, layer, context) : bindAt(at, layer, context);
      return (activations) => {
        const activation = activations[layer];
        const range = pick(activation.shape[1]);
        const all = tf.sum(abs(framesOf(activation, range)), [1, 2]);
        const own = tf.sum(abs(unitTrace(activation, channel, range)), 1);
        return tf.div(tf.sub(own, all), range.count * (channels - 1)) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link neighbors}. */
export const neighborsKind = termKind(
  'neighbors',
  ({ layer, channel, ...options }: NeighborsOptions & { readonly layer: string; readonly channel: number }) =>
    neighbors(layer, channel, options),
);

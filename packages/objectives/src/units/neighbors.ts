import { abs } from '@audiate/ops';
import { InputError, layerInfo, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import { checkChannel, checkUnit, unitTrace } from './unit.js';

/** Options of {@link neighbors}. */
export interface NeighborsOptions {
  /** `'center'` unless given. */
  readonly at?: At;
}

/**
 * Quiet neighbours: minus the mean |activation| of the other channels in one frame, at most 0, in the model's units.
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
  return oneTerm<L>({
    spec: specOf(neighborsKind, { layer, channel, at }),
    description: describe('neighbors', [layer, channel, ...describeAt(at)]),
    layers: [layer],
    bind(context) {
      checkUnit(context.model, layer, channel);
      const { channels } = layerInfo(context.model, layer);
      if (channels < 2) {
        throw new InputError(`neighbors needs a layer with other channels; ${layer} has channel 0 only: leave it out`);
      }
      const pick = bindAt(at, layer, context);
      return (activations) => {
        const activation = activations[layer];
        const [batch, frames] = activation.shape;
        const range = pick(frames);
        const all = tf.sum(abs(tf.slice(activation, [0, range.from, 0], [batch, 1, channels])), [1, 2]);
        const own = tf.reshape(abs(unitTrace(activation, channel, range)), [batch]);
        return tf.div(tf.sub(own, all), channels - 1) as tf.Tensor1D;
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

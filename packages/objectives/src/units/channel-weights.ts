import { InputError, isList, type Objective, show, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { checkReduce, type Reduce, reduceFrames } from './reduce.js';
import { bindUnit, checkChannel } from './unit.js';

/** Options of {@link channelWeights}. */
export interface ChannelWeightsOptions {
  /** How the weighted sum's frames become one score; `'mean'` unless given. */
  readonly reduce?: Reduce;
}

/**
 * A weighted sum of a few channels over time (Lucent's `channel_weight` is its mean over all channels): that units rise
 * together, or one rises and another falls. `channelWeights('encoder.2', { 17: 1, 23: -0.5 })`. For a weight on every
 * channel take `direction`; a stretch of time is chosen by `timeWindow`.
 * @throws InputError without weights, for a channel that is no whole number from 0, a weight that is not finite and an
 * unknown `reduce`; when bound, for an unknown layer and a channel out of range.
 */
export function channelWeights<const L extends string>(
  layer: L,
  weights: Readonly<Record<number, number>>,
  options: ChannelWeightsOptions = {},
): Objective<L> {
  const units = checkWeights(layer, weights);
  const reduce = checkReduce(options.reduce ?? 'mean');
  const shown = units.map(({ channel, weight }) => `${channel}: ${weight}`).join(', ');
  return oneTerm<L>({
    spec: specOf(channelWeightsKind, { layer, weights: { ...weights }, reduce }),
    description: describe('channelWeights', [layer, `{${shown}}`, ...(reduce === 'mean' ? [] : [reduce])]),
    layers: [layer],
    bind(context) {
      const reads = units.map(({ channel }) => bindUnit(context, layer, channel));
      return (activations) => {
        const range = { from: 0, count: activations[layer].shape[1] };
        const traces = reads.map((read, i) => tf.mul(read(activations, range), units[i]!.weight));
        return reduceFrames(tf.addN(traces) as tf.Tensor2D, reduce);
      };
    },
  });
}

/** The kind of {@link channelWeights}. */
export const channelWeightsKind = termKind(
  'channelWeights',
  ({
    layer,
    weights,
    ...options
  }: ChannelWeightsOptions & { readonly layer: string; readonly weights: Readonly<Record<number, number>> }) =>
    channelWeights(layer, weights, options),
);

interface WeightedUnit {
  readonly channel: number;
  readonly weight: number;
}

function checkWeights(layer: string, weights: Readonly<Record<number, number>>): WeightedUnit[] {
  const entries = typeof weights === 'object' && weights !== null ? Object.entries(weights) : [];
  if (entries.length === 0 || isList(weights)) {
    throw new InputError(
      `weights of channelWeights must be an object such as { 17: 1, 23: -0.5 }, got ${show(weights)}`,
    );
  }
  return entries.map(([channel, weight]) => {
    if (typeof weight !== 'number' || !Number.isFinite(weight)) {
      throw new InputError(`weight of channel ${channel} of ${layer} must be a finite number, got ${show(weight)}`);
    }
    return { channel: checkChannel(layer, Number(channel)), weight };
  });
}

import { type Objective, specOf } from '@audiate/protocol';
import { describe, oneTerm, termKind } from '../one-term.js';
import { allFrames } from '../where/frame-range.js';
import { bindWindow, checkWindow, describeWindow, type Window } from '../where/window.js';
import { checkReduce, type Reduce, reduceFrames } from './reduce.js';
import { bindUnit, checkChannel } from './unit.js';

/** Options of {@link channel}. */
export interface ChannelOptions {
  /** `'mean'` unless given. */
  readonly reduce?: Reduce;
  /** Every heard frame unless given. */
  readonly window?: Window;
}

/**
 * One channel over time (Lucid: `channel`, its mean over positions): a texture, where {@link neuron} is an event.
 * A window is one of the raw audio; under transforms that lengthen or shorten it, alike at both ends, the frames that
 * hold the same sound are read.
 * @throws InputError for a channel that is no whole number from 0, an unknown `reduce`, a malformed window; when
 * bound, for an unknown layer, a channel or window out of range, and a window that holds no frame.
 */
export function channel<const L extends string>(layer: L, channel: number, options: ChannelOptions = {}): Objective<L> {
  checkChannel(layer, channel);
  const reduce = checkReduce(options.reduce ?? 'mean');
  const window = options.window === undefined ? undefined : checkWindow(options.window);
  return oneTerm<L>({
    spec: specOf(channelKind, { layer, channel, reduce, window }),
    description: describe('channel', [
      layer,
      channel,
      ...(reduce === 'mean' ? [] : [reduce]),
      ...(window ? [describeWindow(window)] : []),
    ]),
    layers: [layer],
    bind(context) {
      const read = bindUnit(context, layer, channel);
      const pick = window ? bindWindow(window, layer, context) : allFrames;
      return (activations) => {
        return reduceFrames(read(activations, pick(activations[layer].shape[1])), reduce);
      };
    },
  });
}

/** The kind of {@link channel}. */
export const channelKind = termKind(
  'channel',
  ({ layer, channel: index, ...options }: ChannelOptions & { readonly layer: string; readonly channel: number }) =>
    channel(layer, index, options),
);

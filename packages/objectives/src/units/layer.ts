import { layerInfo, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';

/**
 * All that a layer hears (Lucid: `deepdream`): the mean square of its activations over frames and channels, at least 0.
 * From a clip, a few steps make more of whatever the layer found in it (Mordvintsev, Olah and Tyka 2015). A stretch of
 * time is chosen by `timeWindow`.
 * @throws InputError, when bound, for an unknown layer.
 */
export function layer<const L extends string>(name: L): Objective<L> {
  return oneTerm<L>({
    spec: specOf(layerKind, { layer: name }),
    description: describe('layer', [name]),
    layers: [name],
    bind({ model }) {
      layerInfo(model, name);
      return (activations) => tf.mean(tf.square(activations[name]), [1, 2]);
    },
  });
}

/** The kind of {@link layer}. */
export const layerKind = termKind('layer', ({ layer: name }: { readonly layer: string }) => layer(name));

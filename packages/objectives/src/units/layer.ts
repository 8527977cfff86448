import { layerInfo, makeSpec, type Objective, type Term } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm } from '../combine/one-term.js';

/**
 * All that a layer hears (Lucid: `deepdream`): the mean square of its activations over frames and channels, at least 0.
 * From a clip, a few steps make more of whatever the layer found in it (Mordvintsev, Olah and Tyka 2015). A stretch of
 * time is chosen by `timeWindow`.
 * @throws InputError, when bound, for an unknown layer.
 */
export function layer<const L extends string>(name: L): Objective<L> {
  return oneTerm(layerTerm(name));
}

/** The term of {@link layer}. */
export function layerTerm<L extends string>(name: L): Term<L> {
  return {
    spec: makeSpec('layer', { layer: name }),
    description: describe('layer', [name]),
    layers: [name],
    bind({ model }) {
      layerInfo(model, name);
      return (activations) => tf.mean(tf.square(activations[name]), [1, 2]);
    },
  };
}

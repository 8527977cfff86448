import { makeSpec, type Objective, type Term } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm } from '../combine/one-term.js';
import { checkCosinePower, describeCosinePower, dotCosine } from './dot-cosine.js';
import { readLayer } from './unit.js';
import { checkChannels, checkVector, nameArray, type Vector } from './vector.js';

/** Options of {@link direction}. */
export interface DirectionOptions {
  /** How much the angle counts beside the length: 0 (the inner product alone) unless given; 1 … 4 are usual. */
  readonly cosinePower?: number;
}

/**
 * A direction in a layer over time (Lucid: `direction`): the mean over frames of ⟨activation, vector⟩ ·
 * max(0.1, cosine)^cosinePower. The vector is taken at the length that it has. A stretch of time is chosen by `timeWindow`.
 * @param vector a number for each channel, not all 0: a concept, a difference of means, a row of a probe.
 * @throws InputError for a vector that is empty, not finite or all 0, and a negative power; when bound, for an unknown
 * layer and a vector of another length than its channels.
 */
export function direction<const L extends string>(
  layer: L,
  vector: Vector,
  options: DirectionOptions = {},
): Objective<L> {
  return oneTerm(directionTerm(layer, vector, options));
}

/** The term of {@link direction}. */
export function directionTerm<L extends string>(layer: L, vector: Vector, options: DirectionOptions): Term<L> {
  const own = checkVector('vector of direction', vector);
  const cosinePower = checkCosinePower(options.cosinePower ?? 0);
  const { ref, short } = nameArray(own);
  return {
    spec: makeSpec('direction', { layer, vector: ref, cosinePower }),
    description: describe('direction', [layer, short, ...describeCosinePower(cosinePower)]),
    layers: [layer],
    bind({ model }) {
      checkChannels('vector of direction', own, layer, model);
      const read = readLayer(model, layer);
      return (activations) => tf.mean(dotCosine(read(activations), tf.tensor1d(own), cosinePower), 1);
    },
  };
}

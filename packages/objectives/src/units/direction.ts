import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { checkCosinePower, describeCosinePower, dotCosine } from './dot-cosine.js';
import { readLayer } from './unit.js';
import { checkChannels, checkVector, shortName, type Vector } from './vector.js';

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
  const own = checkVector('vector of direction', vector);
  const cosinePower = checkCosinePower(options.cosinePower ?? 0);
  return oneTerm<L>({
    spec: specOf(directionKind, { layer, vector: own, cosinePower }),
    description: describe('direction', [layer, shortName(own), ...describeCosinePower(cosinePower)]),
    layers: [layer],
    bind({ model }) {
      checkChannels('vector of direction', own, layer, model);
      const read = readLayer(model, layer);
      return (activations) => tf.mean(dotCosine(read(activations), tf.tensor1d(own), cosinePower), 1);
    },
  });
}

/** The kind of {@link direction}. */
export const directionKind = termKind(
  'direction',
  ({ layer, vector, ...options }: DirectionOptions & { readonly layer: string; readonly vector: Vector }) =>
    direction(layer, vector, options),
);

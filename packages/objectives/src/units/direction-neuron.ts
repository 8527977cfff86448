import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { type At, bindAt, checkAt, describeAt } from '../where/at.js';
import type { DirectionOptions } from './direction.js';
import { checkCosinePower, describeCosinePower, dotCosine } from './dot-cosine.js';
import { readLayer } from './unit.js';
import { checkChannels, checkVector, shortName, type Vector } from './vector.js';

/** Options of {@link directionNeuron}. */
export interface DirectionNeuronOptions extends DirectionOptions {
  /** `'center'` unless given. */
  readonly at?: At;
}

/**
 * A direction in one frame of a layer (Lucid: `direction_neuron`): ⟨activation, vector⟩ · max(0.1, cosine)^cosinePower.
 * To `direction` what `neuron` is to `channel`.
 * @throws InputError as `direction` and `neuron` do.
 */
export function directionNeuron<const L extends string>(
  layer: L,
  vector: Vector,
  options: DirectionNeuronOptions = {},
): Objective<L> {
  const own = checkVector('vector of directionNeuron', vector);
  const cosinePower = checkCosinePower(options.cosinePower ?? 0);
  const at = checkAt(options.at ?? 'center');
  return oneTerm<L>({
    spec: specOf(directionNeuronKind, { layer, vector: own, cosinePower, at }),
    description: describe('directionNeuron', [
      layer,
      shortName(own),
      ...describeCosinePower(cosinePower),
      ...describeAt(at),
    ]),
    layers: [layer],
    bind(context) {
      checkChannels('vector of directionNeuron', own, layer, context.model);
      const read = readLayer(context.model, layer);
      const pick = bindAt(at, layer, context);
      return (activations) => {
        const frame = read(activations, pick(activations[layer].shape[1]));
        return tf.squeeze<tf.Tensor1D>(dotCosine(frame, tf.tensor1d(own), cosinePower), [1]);
      };
    },
  });
}

/** The kind of {@link directionNeuron}. */
export const directionNeuronKind = termKind(
  'directionNeuron',
  ({ layer, vector, ...options }: DirectionNeuronOptions & { readonly layer: string; readonly vector: Vector }) =>
    directionNeuron(layer, vector, options),
);

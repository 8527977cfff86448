import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import type { DirectionOptions } from '../units/direction.js';
import { checkCosinePower, describeCosinePower, dotCosine } from '../units/dot-cosine.js';
import { alignTo } from './aligned.js';
import { checkFit, checkTarget, type Target, targetOf } from './target.js';

/**
 * More of what a layer hears in a clip: ⟨x, target⟩ / ‖target‖² · max(0.1, cosine)^cosinePower over all frames and
 * channels at once (Lucid's caricatures, `dot_compare`). 1 is as much as the clip itself, 2 twice that: what the layer
 * has words for is exaggerated, the rest is left away. Lucid's cosine is not divided by the target's length.
 * @throws InputError as `activationMatch` does, and for a negative power.
 */
export function caricature<const L extends string>(
  layer: L,
  target: Target,
  options: DirectionOptions = {},
): Objective<L> {
  const own = checkTarget('caricature', target);
  const cosinePower = checkCosinePower(options.cosinePower ?? 0);
  return oneTerm<L>({
    spec: specOf(caricatureKind, { layer, target: targetOf(own), cosinePower }),
    description: describe('caricature', [layer, own.short, ...describeCosinePower(cosinePower)]),
    layers: [layer],
    bind(context) {
      checkFit('caricature', own, layer, context);
      const align = alignTo(own, layer, context);
      return (activations) => {
        const { heard, target: wanted } = align(activations[layer]);
        const vectors = (x: tf.Tensor3D): tf.Tensor2D => tf.reshape(x, [x.shape[0], x.shape[1] * x.shape[2]]);
        const energy = tf.add(tf.sum(tf.square(wanted), [1, 2]), SILENCE);
        return tf.div(dotCosine(vectors(heard), vectors(wanted), cosinePower), energy) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link caricature}. */
export const caricatureKind = termKind(
  'caricature',
  ({ layer, target, ...options }: DirectionOptions & { readonly layer: string; readonly target: Target }) =>
    caricature(layer, target, options),
);

/** For a target whose energy lies in frames that the transforms cut off. */
const SILENCE = 1e-12;

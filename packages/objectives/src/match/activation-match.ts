import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { alignTo } from './aligned.js';
import { checkFit, checkTarget, type Target, targetOf } from './target.js';

/**
 * The same activations as a clip, frame by frame: minus ‖x − target‖² / ‖target‖². 0 is equal, −1 as far as silence.
 * From a layer near the input it inverts the features (Mahendran and Vedaldi 2015, their loss); from noise at a deep
 * layer it makes a metamer: another sound that is the same to the model (Feather et al. 2019).
 *
 * `activationMatch('encoder.2', (await activations(model, clip, ['encoder.2']))['encoder.2'])`
 * @throws InputError for a malformed or silent target; when bound, for an unknown layer and a target of other channels,
 * frames or items.
 */
export function activationMatch<const L extends string>(layer: L, target: Target): Objective<L> {
  const own = checkTarget('activationMatch', target);
  return oneTerm<L>({
    spec: specOf(activationMatchKind, { layer, target: targetOf(own) }),
    description: describe('activationMatch', [layer, own.short]),
    layers: [layer],
    bind(context) {
      checkFit('activationMatch', own, layer, context);
      const align = alignTo(own, layer, context);
      return (activations) => {
        const { heard, target: wanted } = align(activations[layer]);
        const energy = (x: tf.Tensor) => tf.sum(tf.square(x), [1, 2]);
        return tf.neg(tf.div(energy(tf.sub(heard, wanted)), tf.add(energy(wanted), SILENCE))) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link activationMatch}. */
export const activationMatchKind = termKind(
  'activationMatch',
  ({ layer, target }: { readonly layer: string; readonly target: Target }) => activationMatch(layer, target),
);

/** For a target whose energy lies in frames that the transforms cut off. */
const SILENCE = 1e-12;

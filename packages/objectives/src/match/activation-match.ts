import { makeSpec, type Objective, type Term } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm } from '../combine/one-term.js';
import { alignTo } from './aligned.js';
import { checkFit, checkTarget, type Target } from './target.js';

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
  return oneTerm(activationMatchTerm(layer, target));
}

/** The term of {@link activationMatch}. */
export function activationMatchTerm<L extends string>(layer: L, target: Target): Term<L> {
  const own = checkTarget('activationMatch', target);
  return {
    spec: makeSpec('activationMatch', { layer, target: own.ref }),
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
  };
}

/** For a target whose energy lies in frames that the transforms cut off. */
const SILENCE = 1e-12;

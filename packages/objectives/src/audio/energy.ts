import { makeSpec, type Objective, type Term } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm } from '../combine/one-term.js';

/**
 * A quiet sound: minus the mean square of the raw audio, at most 0, which is silence (Lucid's `L2` of the input is the
 * root of its sum, and is subtracted; here penalties are added). A sine of amplitude a scores −a²/2.
 */
export function energy(): Objective<never> {
  return oneTerm(energyTerm());
}

/** The term of {@link energy}. */
export function energyTerm(): Term<never> {
  return {
    spec: makeSpec('energy'),
    description: describe('energy', []),
    layers: [],
    bind: () => (_, raw) => tf.neg(tf.mean(tf.square(raw), 1)) as tf.Tensor1D,
  };
}

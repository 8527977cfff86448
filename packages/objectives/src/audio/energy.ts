import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';

/**
 * A quiet sound: minus the mean square of the raw audio, at most 0, which is silence (Lucid's `L2` of the input is the
 * root of its sum, and is subtracted; here penalties are added). A sine of amplitude a scores −a²/2.
 */
export function energy(): Objective<never> {
  return oneTerm<never>({
    spec: specOf(energyKind),
    description: describe('energy', []),
    layers: [],
    bind: () => (_, raw) => tf.neg(tf.mean(tf.square(raw), 1)) as tf.Tensor1D,
  });
}

/** The kind of {@link energy}. */
export const energyKind = termKind('energy', energy);

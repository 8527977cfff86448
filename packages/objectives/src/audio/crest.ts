import { abs } from '@audiate/ops';
import { makeSpec, type Objective, type Term } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm } from '../combine/one-term.js';
import { checkAllowedDb, describeAllowedDb, minusExcess, powerToDb } from './decibels.js';

/** Options of {@link crest}. */
export interface CrestOptions {
  /** Nothing is penalised up to here, in dB; speech has about 12 to 18. Everything counts unless given. */
  readonly allowedDb?: number;
}

/** −100 dB: silence has a crest factor of 0 dB and no gradient. */
const SILENCE = 1e-10;

/**
 * No spikes: minus the crest factor of the raw audio, 20 log10(peak / RMS), in dB. 0 is a square wave, −3.01 a sine, lower
 * a click; silence scores 0. Its gradient reaches the peak's samples and, through the RMS, all others.
 * @throws InputError for an `allowedDb` that is not finite.
 */
export function crest(options: CrestOptions = {}): Objective<never> {
  return oneTerm(crestTerm(options));
}

/** The term of {@link crest}. */
export function crestTerm(options: CrestOptions): Term<never> {
  const allowedDb = checkAllowedDb(options.allowedDb);
  return {
    spec: makeSpec('crest', { allowedDb }),
    description: describe('crest', describeAllowedDb(allowedDb)),
    layers: [],
    bind: () => (_, raw) => {
      const peak = tf.add(tf.square(tf.max(abs(raw), 1)), SILENCE);
      const meanSquare = tf.add(tf.mean(tf.square(raw), 1), SILENCE);
      return minusExcess(powerToDb(tf.div(peak, meanSquare)), allowedDb);
    },
  };
}

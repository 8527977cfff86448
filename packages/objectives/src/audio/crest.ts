import { abs } from '@audiate/ops';
import { type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
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
  const allowedDb = checkAllowedDb(options.allowedDb);
  return oneTerm<never>({
    spec: specOf(crestKind, { allowedDb }),
    description: describe('crest', describeAllowedDb(allowedDb)),
    layers: [],
    bind: () => (_, raw) => {
      const peak = tf.add(tf.square(tf.max(abs(raw), 1)), SILENCE);
      const meanSquare = tf.add(tf.mean(tf.square(raw), 1), SILENCE);
      return minusExcess(powerToDb(tf.div(peak, meanSquare)), allowedDb);
    },
  });
}

/** The kind of {@link crest}. */
export const crestKind = termKind('crest', crest);

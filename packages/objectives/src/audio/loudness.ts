import { rfft } from '@audiate/ops';
import { checkChoice, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { checkAllowedDb, describeAllowedDb, minusExcess, powerToDb } from './decibels.js';
import { type Weighting, weightingGain } from './weighting.js';

/** Options of {@link loudness}. */
export interface LoudnessOptions {
  /** `'K'` unless given. */
  readonly weighting?: Weighting;
  /** Nothing is penalised up to this level, in dB; everything counts unless given. */
  readonly allowedDb?: number;
}

/** BS.1770's offset, by which a sine of 997 Hz at full scale has −3.01 LKFS. */
const K_OFFSET_DB = -0.691;
/** The standard's absolute gate, −70: silence has this level and no gradient. */
const SILENCE = 1e-7;

/**
 * A sound that is not loud to people: minus the level of the weighted raw audio, in dB. With `'K'` that is the loudness
 * in LKFS of ITU-R BS.1770 for one channel, of the whole clip, without gating; with `'A'` (IEC 61672) and `'Z'` (no
 * weighting) 10 log10 of the mean square. Silence counts as −70 dB.
 * @throws InputError for an unknown weighting and an `allowedDb` that is not finite.
 */
export function loudness(options: LoudnessOptions = {}): Objective<never> {
  const weighting = checkChoice('weighting', options.weighting ?? 'K', ['A', 'K', 'Z']);
  const allowedDb = checkAllowedDb(options.allowedDb);
  return oneTerm<never>({
    spec: specOf(loudnessKind, { weighting, allowedDb }),
    description: describe('loudness', [weighting, ...describeAllowedDb(allowedDb)]),
    layers: [],
    bind({ model, samples }) {
      const size = 2 ** Math.ceil(Math.log2(Math.max(2, samples)));
      const shares = powerShares(weighting, { size, samples, sampleRate: model.sampleRate });
      return (_, raw) => {
        const spectra = rfft(raw, size);
        const meanSquare = tf.sum(tf.mul(tf.sum(tf.square(spectra), 1), tf.tensor1d(shares)), 1);
        const level = tf.add(powerToDb(tf.add(meanSquare, SILENCE)), weighting === 'K' ? K_OFFSET_DB : 0);
        return minusExcess(level, allowedDb);
      };
    },
  });
}

/** The kind of {@link loudness}. */
export const loudnessKind = termKind('loudness', loudness);

/** What the squared magnitude of each bin adds to the weighted mean square (Parseval; inner bins stand for two). */
function powerShares(
  weighting: Weighting,
  { size, samples, sampleRate }: { readonly size: number; readonly samples: number; readonly sampleRate: number },
): Float32Array {
  return Float32Array.from({ length: size / 2 + 1 }, (_, k) => {
    const twice = k === 0 || k === size / 2 ? 1 : 2;
    return (twice * weightingGain(weighting, (k * sampleRate) / size)) / (size * samples);
  });
}

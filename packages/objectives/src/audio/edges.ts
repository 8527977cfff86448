import { checkNumber, InputError, type Objective, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';

/** Options of {@link edges}. */
export interface EdgesOptions {
  /** How far an edge reaches, in milliseconds; 10 unless given. */
  readonly ms?: number;
}

/**
 * A sound that begins and ends softly: minus the mean square of the first and the last milliseconds of the raw audio,
 * weighted from 1 at the very edge to 0 by a squared cosine (after Lucid's `penalize_boundary_complexity`). At most 0.
 * @throws InputError for a length that is not positive; when bound, for audio shorter than both edges.
 */
export function edges(options: EdgesOptions = {}): Objective<never> {
  const ms = checkNumber('ms of edges', options.ms ?? 10, { above: 0 });
  const description = describe('edges', ms === 10 ? [] : [`${ms} ms`]);
  return oneTerm<never>({
    spec: specOf(edgesKind, { ms }),
    description,
    layers: [],
    bind({ model, samples }) {
      const length = Math.max(1, Math.round((ms * model.sampleRate) / 1000));
      if (2 * length > samples) {
        throw new InputError(
          `${description} takes ${length} samples at each end and the audio has ${samples}; render more or set ms`,
        );
      }
      const fade = Float32Array.from({ length }, (_, i) => Math.cos((Math.PI * i) / (2 * length)) ** 2);
      const total = 2 * fade.reduce((sum, weight) => sum + weight, 0);
      const weights = new Float32Array(samples);
      weights.set(fade);
      weights.set(fade.slice().reverse(), samples - length);
      const shares = weights.map((weight) => weight / total);
      return (_, raw) => tf.neg(tf.sum(tf.mul(tf.square(raw), tf.tensor1d(shares)), 1)) as tf.Tensor1D;
    },
  });
}

/** The kind of {@link edges}. */
export const edgesKind = termKind('edges', edges);

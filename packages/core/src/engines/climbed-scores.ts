import type { CompileOptions } from '@audiate/compile';
import type { Audio, ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { LayerTerm } from './layer-term.js';
import type { Running } from './opened.js';
import { weightedSum } from './weighted-sum.js';

/** What a program scores. */
export interface Scoring {
  readonly model: ModelAdapter;
  readonly terms: readonly LayerTerm[];
  /** Of which terms the gradient is wanted. */
  readonly wanted: readonly boolean[];
}

/** What the scores of a program are made of, as it is traced. */
interface Heard {
  readonly heard: Audio;
  readonly raw: Audio;
  /** One for each term. */
  readonly weights: tf.Tensor;
}

/** The score of each term, `score0` …, and where something is climbed their weighted sum, `value`. */
export function climbedScores({ model, terms, wanted }: Scoring, { heard, raw, weights }: Heard) {
  const layers = [...new Set(terms.flatMap((term) => term.layers))];
  const activations = layers.length > 0 ? model.forward(heard, layers) : {};
  const scores = terms.map((term) => term.score(activations, raw));
  const named: Record<string, tf.Tensor> = Object.fromEntries(scores.map((score, i) => [`score${i}`, score]));
  if (!wanted.includes(true)) return named;
  return { ...named, value: weightedSum(scores, wanted.map(Number), tf.unstack(weights))! };
}

/** The scores that a run found, one `[batch]` for each term. */
export const scoresIn = (values: Readonly<Record<string, unknown>>, terms: readonly LayerTerm[]): Float32Array[] =>
  terms.map((_, i) => values[`score${i}`] as Float32Array);

/** How a program that scores is compiled: what climbs nothing starts at once, in float32. @param wrt inputs that lead uphill. */
export function climbSettings(
  { wanted }: Pick<Scoring, 'wanted'>,
  running: Running,
  wrt: readonly string[],
): Omit<CompileOptions, 'inputs'> {
  const differentiated = wanted.includes(true);
  return {
    ...running,
    wrt: differentiated ? wrt : [],
    weights: differentiated ? 'initializer' : 'input',
    gradients: 'on demand',
    precision: differentiated ? running.precision : 'f32',
  };
}

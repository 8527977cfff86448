import type * as tf from '@tensorflow/tfjs';
import type { Activations, Audio } from './audio.js';
import { layerInfo, type ModelInfo } from './model.js';
import type { Part } from './part.js';
import type { Schedule } from './schedule.js';

/**
 * A bound term: a score for each item, `[batch]`, higher is better. An item that the term does not concern scores NaN
 * and is left out of totals. `raw` is the audio before the transforms. Beside its layers a term is given their
 * preactivations, where the model names some.
 *
 * Whoever differentiates it differentiates the score itself, never minus the score: some terms ask by the sign of the
 * gradient that comes back to them whether a value is to rise.
 */
export type BoundTerm<L extends string = string> = (activations: Activations<L>, raw: Audio) => tf.Tensor1D;

/** One named thing to score. */
export interface Term<L extends string = string> extends Part<BoundTerm<L>> {
  /** As a reader would write it: `channel(encoder.3, 17)`. Names the term in histories and on cards. */
  readonly description: string;
  /** The layers whose activations it reads; empty for a penalty on the raw audio. */
  readonly layers: readonly L[];
  /** For a term whose layers depend on the model: those that it reads of this one, instead of `layers`. */
  layersIn?(model: ModelInfo): readonly string[];
  /** Whether items of a batch influence each other's score, as in diversity; false unless given. */
  readonly couplesBatch?: boolean;
}

/** A term and its weight in the sum; at weight 0 it is recorded only. */
export interface WeightedTerm<L extends string = string> {
  readonly weight: Schedule;
  readonly term: Term<L>;
}

/** What to climb: a weighted sum of terms (Lucid: `Objective`). */
export interface Objective<L extends string = string> {
  readonly terms: readonly WeightedTerm<L>[];
}

/** The layers that a term reads of a model. */
export function layersOf(term: Pick<Term, 'layers' | 'layersIn'>, model: ModelInfo): readonly string[] {
  return term.layersIn?.(model) ?? term.layers;
}

/** The layers that a term is given of a model: those that it reads, each with its preactivation where it has one. */
export function givenLayers(term: Pick<Term, 'layers' | 'layersIn'>, model: ModelInfo): string[] {
  const given = layersOf(term, model).flatMap((layer) => {
    const { preactivation } = layerInfo(model, layer);
    return preactivation ? [layer, preactivation.layer] : [layer];
  });
  return [...new Set(given)];
}

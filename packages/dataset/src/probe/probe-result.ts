import type { Chance } from '../labels/chance.js';
import type { ClassScore, NumberScore } from './score.js';

/** A linear map of a layer's pooled activations. */
export interface ProbeMap {
  /** `[channels]`, of raw activations: the standardisation is part of them. */
  readonly weights: Float32Array;
  readonly intercept: number;
}

/** A layer's score on clips that were held out, beside what chance scores. */
export type LayerScore<S> = S & { readonly layer: string; readonly baseline: { readonly [Name in keyof S]: Chance } };

interface ProbeFacts<L extends string> {
  /** The layer asked for, or the best of several: by R², or by balanced accuracy and then AUC; the shallowest of equals. */
  readonly layer: L;
  /** Unit vector in the space of the layer's activations, `[channels]`, for `objectives.direction(layer, direction)`. */
  readonly direction: Float32Array;
  readonly clips: number;
  /** Groups that were told apart, and the parts that they were held out in. */
  readonly groups: number;
  readonly folds: number;
  readonly lambda: number;
}

/** A probe for a number: what {@link probe} makes of numeric labels. */
export interface NumberProbe<L extends string = string> extends ProbeFacts<L> {
  readonly kind: 'numbers';
  readonly map: ProbeMap;
  /** Each layer's, shallow to deep. */
  readonly scores: readonly LayerScore<NumberScore>[];
  /** Mean and standard deviation of the labels. */
  readonly labels: { readonly mean: number; readonly deviation: number };
}

/** A probe for classes: what {@link probe} makes of labels that are texts. */
export interface ClassProbe<L extends string = string> extends ProbeFacts<L> {
  readonly kind: 'classes';
  /** By name, in the order of `maps`. */
  readonly classes: readonly string[];
  /** Log odds of each class; those of the first of two are 0. */
  readonly maps: readonly ProbeMap[];
  /** The class that `direction` leads towards, and such a unit vector for each class. */
  readonly towards: string;
  readonly directions: Readonly<Record<string, Float32Array>>;
  readonly scores: readonly LayerScore<ClassScore>[];
}

/** Either probe. */
export type Probe<L extends string = string> = NumberProbe<L> | ClassProbe<L>;

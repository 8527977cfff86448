import type { BoundParam, ModelAdapter, TransformSteps, Values } from '@audiate/protocol';
import type { LayerTerm } from './layer-term.js';

/** What a step is made of, bound. */
export interface StepParts {
  readonly model: ModelAdapter;
  /** All of them, also those that read no layer. */
  readonly terms: readonly LayerTerm[];
  readonly param: BoundParam;
  readonly transform: TransformSteps;
}

/** The numbers of a step. */
export interface StepFeeds {
  readonly values: Values;
  /** What the transform drew. */
  readonly drawn: Values;
  /** Of each term. */
  readonly weights: readonly number[];
}

/** What a step found. */
export interface StepAnswer {
  /** The raw sound, `[batch, samples]`. */
  readonly raw: Float32Array;
  /** One `[batch]` for each term, unweighted. */
  readonly scores: readonly Float32Array[];
  /** Of the weighted sum, by each of the values; zeros where none were asked for. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/** Steps in one piece, from values to their gradient, where every part can be traced. */
export interface WholeStep {
  /**
   * Makes the program of steps like this one; of the weights it matters which are 0.
   * @throws Error when a part can't be a part of a program.
   */
  ready(feeds: StepFeeds): Promise<void>;
  /** Whether the program can hear the raw sound, too, in full precision. */
  hearsRaw(feeds: StepFeeds): Promise<boolean>;
  /** @param options.shaken false: the raw sound is heard, and no gradient is computed. */
  run(feeds: StepFeeds, options: { readonly shaken: boolean }): Promise<StepAnswer>;
  /** Frees what was made for it. */
  dispose(): void;
}

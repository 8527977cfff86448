import type { Clip, EngineOptions, Ingredients, ModelAdapter, RenderResult } from '@audiate/core';
import type { UnitStatistics } from './scale/layer-scale.js';
import type { EvaluateProgress } from './stages/stages.js';

/** Options of `evaluate`. What is not given is not measured. */
export interface EvaluateOptions extends Ingredients, EngineOptions {
  /** The model that the sounds were made on. */
  readonly model: ModelAdapter;
  /** Models that took no part in the render, by name: what they hear in the sounds. */
  readonly judges?: Readonly<Record<string, ModelAdapter>>;
  /** What the model's units do on speech, as `statistics()` of @audiate/wav2vec2-tiny; else it is measured on `speech`. */
  readonly statistics?: UnitStatistics;
  /** Recorded speech, any lengths and rates: half a minute at least, better some minutes. */
  readonly speech?: readonly Clip[];
  /** For each item natural clips that excite its unit, the best first, as long as the sounds; else found in `speech`. */
  readonly clips?: readonly (readonly Float32Array[])[];
  /** Renders of the same recipe from other seeds. */
  readonly siblings?: readonly RenderResult[];
  /** Instead of siblings: how many renders there are to be, this one among them; the rest are rendered now. */
  readonly seeds?: number;
  /** Whether plain gradient ascent is rendered for comparison, which costs a render; true. */
  readonly ascent?: boolean;
  /** Draws of a random transform and of noise that a score is the mean of; 4. */
  readonly draws?: number;
  /** What draws depend on; 0. */
  readonly seed?: number;
  /** Ends it between two passes of the model, or within one step of a render: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called as each stage begins, and after each step of what is rendered; what it throws rejects the evaluation. */
  readonly onProgress?: (progress: EvaluateProgress) => void;
}

/** Their names. */
export const OPTIONS: Readonly<Record<keyof EvaluateOptions, true>> = {
  model: true,
  judges: true,
  statistics: true,
  speech: true,
  clips: true,
  siblings: true,
  seeds: true,
  ascent: true,
  draws: true,
  seed: true,
  signal: true,
  onProgress: true,
  engine: true,
  device: true,
  parts: true,
  arrays: true,
};

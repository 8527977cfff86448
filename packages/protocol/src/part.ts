import type { ModelInfo } from './model.js';
import type { Spec } from './spec.js';

/** What a part learns when it is bound: the model's facts and the shape of the audio, `[batch, samples]`. */
export interface Context {
  readonly model: ModelInfo;
  readonly batch: number;
  /** Length of the raw audio in samples at `model.sampleRate`. */
  readonly samples: number;
}

/**
 * A part is plain data that binds: a factory returns it without knowing any model; `bind` sees the model's facts,
 * validates, and returns the functions. Mistakes are thence told before step 0.
 */
export interface Part<Bound> {
  readonly spec: Spec;
  /** @throws InputError when the part does not fit the context. */
  bind(context: Context): Bound;
}

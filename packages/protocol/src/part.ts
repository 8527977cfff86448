import { show } from './check.js';
import { InputError } from './errors.js';
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

/**
 * Returns what was passed when it is a part: it has a spec and binds.
 * @param thing what it is for, as a message names it: `the param in rms`.
 * @throws InputError naming what was passed instead.
 */
export function checkPart<P extends Part<unknown>>(thing: string, part: P): P {
  if (typeof part?.spec?.kind === 'string' && typeof part.bind === 'function') return part;
  throw new InputError(`${thing} must be a part, { spec, bind } as factories return it, got ${show(part)}`);
}

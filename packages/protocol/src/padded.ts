import type * as tf from '@tensorflow/tfjs';
import type { Edits } from './audio.js';

/** How long the items of a padded batch are, and what stands for activations, for `forwardPadded`. */
export interface Padded {
  /**
   * Samples of each item, float32 `[batch]`: whole numbers, at least what the layers need, at most those of the audio, and at
   * most {@link MAX_PADDED_SAMPLES}. What the audio holds behind them, any finite numbers, is to change nothing.
   */
  readonly lengths: tf.Tensor1D;
  /** As `forwardEdited` has them; only models that have that are given any. */
  readonly edits?: Edits;
}

/** Longer items are not padded: float32 counts whole numbers up to here, 17 minutes at 16,000 Hz. */
export const MAX_PADDED_SAMPLES = 2 ** 24;

/** A model, as far as it matters here. */
interface Hearing<Forward> {
  readonly forward: unknown;
  readonly forwardPadded?: Forward | undefined;
}

/** Of which `forward` a `forwardPadded` is the padded form. */
const forwards = new WeakMap<object, unknown>();

/** Notes that a model's `forwardPadded` hears as its `forward` does, unless it is that of another `forward` already. */
export function notePadded({ forward, forwardPadded }: Hearing<object>): void {
  if (forwardPadded && !forwards.has(forwardPadded)) forwards.set(forwardPadded, forward);
}

/**
 * How a model hears items of different lengths at once; undefined where it can't. Nor can `{ ...model, forward }`, whose
 * `forwardPadded` is that of another `forward`: `defineModel` says which belong together.
 */
export function paddedForward<Forward extends (...args: never[]) => unknown>(
  model: Hearing<Forward>,
): Forward | undefined {
  const { forward, forwardPadded } = model;
  if (!forwardPadded || forwards.get(forwardPadded) !== forward) return undefined;
  return forwardPadded.bind(model) as Forward;
}

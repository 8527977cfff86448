import type { Audio } from './audio.js';
import type { Key } from './key.js';
import type { Part } from './part.js';
import type { TensorMap, Values } from './values.js';

/** A bound param. */
export interface BoundParam {
  /**
   * The start of a render. By convention random values have an RMS of 0.01, which the default learning rate of
   * 0.005 halves in a step. Item `i` depends on the key and `i` alone, not on the batch.
   */
  init(key: Key): Values;
  /** The waveform `[batch, samples]` that the values stand for. Differentiable, deterministic, no state. */
  decode(values: TensorMap): Audio;
}

/** A way to write a waveform as trainable values (Lucid: `param`). */
export type Param = Part<BoundParam>;

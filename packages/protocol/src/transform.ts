import type { Audio } from './audio.js';
import type { Key } from './key.js';
import type { Part } from './part.js';

/**
 * A bound transform: what the model hears of the raw audio, `[batch, samples] → [batch, heardSamples]`.
 * Random by its key alone, with a new draw for each item; differentiable; its output length depends on the input
 * length and its options only. `strength` runs from 0 (leave the audio as it is) to 1 (as the options say); `ramp`
 * drives it.
 */
export type BoundTransform = (audio: Audio, key: Key, progress: Progress) => Audio;

/** Where in the render a draw is made: `step` counts from 0, `strength` is in [0, 1]. */
export interface Progress {
  readonly step: number;
  readonly strength: number;
}

/** A random, differentiable change of the waveform before the model hears it (Lucid: `transform`). */
export type Transform = Part<BoundTransform>;

import type { Audio } from './audio.js';
import type { Key } from './key.js';
import type { Part } from './part.js';
import type { TensorMap, Values } from './values.js';

/**
 * A bound transform: what the model hears of the raw audio, `[batch, samples] → [batch, heardSamples]`.
 * Random by its key alone, with a new draw for each item; differentiable; its output length depends on the input
 * length and its options only. `strength` runs from 0 (leave the audio as it is) to 1 (as the options say); `ramp`
 * drives it.
 */
export interface BoundTransform {
  (audio: Audio, key: Key, progress: Progress): Audio;
  /** The same in two steps, where it has them: then it can be a part of a compiled program. */
  readonly steps?: TransformSteps | undefined;
}

/** A bound transform in two steps: `change(audio, draw(key, progress))`. */
export interface TransformSteps {
  /** The numbers of a draw, by name. Which names and shapes there are does not depend on the key and the progress. */
  draw(key: Key, progress: Progress): Values;
  /**
   * What the draw does to the audio. It is traced once for a program (`@audiate/compile`): nothing but the draw and the audio
   * may decide what it computes.
   */
  change(audio: Audio, drawn: TensorMap): Audio;
  /** Samples of what is heard, where that is known beforehand; else silence is sent through to find it. */
  readonly heard?: number | undefined;
}

/** Where in the render a draw is made: `step` counts from 0, `strength` is in [0, 1]. */
export interface Progress {
  readonly step: number;
  readonly strength: number;
}

/** A random, differentiable change of the waveform before the model hears it (Lucid: `transform`). */
export type Transform = Part<BoundTransform>;

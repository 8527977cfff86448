import type { ModelAdapter } from '@audiate/core';
import type { Heard } from './hear-layers.js';
import type { SpeechWindow } from './windows.js';

/** A layer of a model on windows of speech. */
export interface UnitOnSpeech {
  readonly model: ModelAdapter;
  readonly windows: readonly SpeechWindow[];
  /** The layer on the windows, in their order. */
  readonly heard: Heard;
}

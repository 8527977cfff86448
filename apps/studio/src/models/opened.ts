import type { ModelAdapter } from '@audiate/protocol';
import type { Loader } from '../protocol/model.js';

/** A model, and what loads it in a program. */
export interface Opened {
  readonly model: ModelAdapter;
  readonly loader: Loader;
}

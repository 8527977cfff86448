import type { ModelAdapter } from '@audiate/protocol';
import type { DictionaryFacts, Loader } from '../protocol/model.js';

/** A model, and what loads it in a program. */
export interface Opened {
  readonly model: ModelAdapter;
  readonly loader: Loader;
  /** Of a model whose units are a dictionary's features, too. */
  readonly dictionary?: DictionaryFacts;
}

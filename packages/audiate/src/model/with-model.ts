import type { ModelAdapter } from '@audiate/protocol';
import { checkDictionaryFlags, type ModelFlags } from '../flags/model-flags.js';
import type { Terminal } from '../terminal/terminal.js';
import { openModel } from './open-model.js';
import { withFeatures } from './with-features.js';

/** How a model is opened. */
export interface WithModelOptions extends ModelFlags, Pick<Terminal, 'signal'> {
  /** Whether a dictionary's features are asked for; so they are where a dictionary is named. */
  readonly features?: boolean;
}

/** Opens the model that a command line names for the time of `use`. @throws InputError as {@link openModel} does, and what `use` throws. */
export async function withModel<T>(
  named: string,
  options: WithModelOptions,
  use: (model: ModelAdapter) => Promise<T>,
): Promise<T> {
  checkDictionaryFlags(options);
  const { sampleRate, signal, features, dictionary, dictionaryLayer } = options;
  let model: ModelAdapter = await openModel(named, { signal, sampleRate });
  try {
    if (features || dictionary !== undefined) {
      ({ model } = await withFeatures(model, { dictionary, dictionaryLayer, signal }));
    }
    return await use(model);
  } finally {
    model.dispose();
  }
}

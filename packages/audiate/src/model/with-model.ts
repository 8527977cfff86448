import type { ModelAdapter } from '@audiate/protocol';
import type { ModelFlags } from '../flags/model-flags.js';
import type { Terminal } from '../terminal/terminal.js';
import { openModel } from './open-model.js';

/** Opens the model that a command line names for the time of `use`. @throws InputError as {@link openModel} does, and what `use` throws. */
export async function withModel<T>(
  named: string,
  { sampleRate, signal }: ModelFlags & Pick<Terminal, 'signal'>,
  use: (model: ModelAdapter) => Promise<T>,
): Promise<T> {
  const model: ModelAdapter & { dispose?(): void } = await openModel(named, { signal, sampleRate });
  try {
    return await use(model);
  } finally {
    model.dispose?.();
  }
}

import { InputError, show } from '@audiate/protocol';
import { INDEX } from '../rows/file-names.js';
import type { Store } from '../store/store.js';

/** Reads of the index of a store. @throws InputError that says what to do where there is none; else what the reading throws. */
export async function orMergeFirst<T>(store: Store, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (await store.has(INDEX).catch(() => true)) throw error;
    throw new InputError(`there is no ${INDEX} in ${show(store.source)}; merge the chunks of a plan first`, {
      cause: error,
    });
  }
}

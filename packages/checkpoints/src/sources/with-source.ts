import type { CheckpointSource } from '../files/checkpoint-source.js';
import { timeLimit } from '../web/time-limit.js';
import { type FileSet, openFileSet } from './file-set.js';
import { openSource } from './open-source.js';
import type { SourceOptions } from './source-options.js';

/**
 * Opens what a user names for the time of `use`, which is given the source and a signal that aborts when the user's does or
 * the time is over.
 * @param named the id of a model on the Hugging Face Hub, a local folder (Node only; it wins over an id), an address, or a set of
 * files.
 * @param options.loader the function that the user called, as errors name it.
 * @throws InputError when it is none of them, or cannot be had; the signal's reason when it aborts.
 */
export async function withSource<T>(
  named: string | URL | FileSet,
  options: SourceOptions & { readonly loader: string },
  use: (source: CheckpointSource, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  options.signal?.throwIfAborted();
  const limit = timeLimit(options.timeoutSeconds, options.signal);
  let opened: CheckpointSource | undefined;
  try {
    const isNamed = typeof named === 'string' || named instanceof URL;
    opened = isNamed ? await openSource(named, { ...options, signal: limit.signal }) : openFileSet(named);
    return await use(opened, limit.signal);
  } finally {
    limit.stop();
    await opened?.close();
  }
}

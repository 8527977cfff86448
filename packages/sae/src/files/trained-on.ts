import type { TrainedOn } from '../dictionary/dictionary.js';

/** Longer than any name of a hook. */
const MOST = 200;

/** Names of hooks as a file gives them, where it gives any. */
export function trainedOn(reads: unknown, writes?: unknown): TrainedOn | undefined {
  if (!isName(reads)) return undefined;
  return { reads, ...(isName(writes) && { writes }) };
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MOST;

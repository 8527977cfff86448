import type { ModelAdapter } from '@audiate/protocol';
import { openModel } from './open-model.js';

/** Opens judges, by the names that they are given, for the time of `use`. @throws InputError as `openModel` does. */
export async function withJudges<T>(
  names: readonly string[],
  signal: AbortSignal,
  use: (judges: Readonly<Record<string, ModelAdapter>>) => Promise<T>,
): Promise<T> {
  const judges = new Map<string, ModelAdapter>();
  try {
    for (const name of new Set(names)) judges.set(name, await openModel(name, { signal }));
    return await use(Object.fromEntries(judges));
  } finally {
    for (const judge of judges.values()) judge.dispose();
  }
}

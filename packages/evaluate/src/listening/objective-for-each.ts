import { InputError, type Objective } from '@audiate/core';

/**
 * One objective for each sound: as many as there are, or one for all.
 * @throws InputError for another number of them.
 */
export function objectiveForEach(
  sounds: readonly Float32Array[],
  objectives: Objective | readonly Objective[],
): readonly Objective[] {
  const list = 'terms' in objectives ? sounds.map(() => objectives) : objectives;
  if (list.length === sounds.length) return list;
  throw new InputError(`an objective is needed for each of ${sounds.length} sounds, got ${list.length}`);
}

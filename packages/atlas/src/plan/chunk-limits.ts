import type { AtlasPlan } from './atlas-plan.js';

/** The sounds of a chunk are in memory while they are packed. */
export const MAX_UNITS_PER_CHUNK = 4096;
/** As many take half a gigabyte in memory, and less in an archive. */
const MAX_SAMPLES_PER_CHUNK = 2 ** 27;
/** The recipe of every row is of its batch, and is to stay small. */
export const MAX_BATCH = 64;

/** How many units a chunk holds at most: fewer of long sounds, but a batch. */
export function mostUnits({ samples, batch }: Pick<AtlasPlan['settings'], 'samples' | 'batch'>): number {
  return Math.min(MAX_UNITS_PER_CHUNK, Math.max(batch, Math.floor(MAX_SAMPLES_PER_CHUNK / samples)));
}

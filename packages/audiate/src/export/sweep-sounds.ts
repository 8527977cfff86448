import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SavedSound, savedSounds } from '@audiate/core';
import { readWork, WORK_FILE } from '../output/work.js';

/**
 * The sounds of all folders that a sweep lists, by the names of the folders; of what was stopped, those that are finished. None
 * of a folder that holds no sweep.
 * @throws InputError for a record that is damaged.
 */
export async function sweepSounds(out: string): Promise<Record<string, SavedSound[]>> {
  const work = await readWork(join(out, WORK_FILE));
  const sounds: Record<string, SavedSound[]> = {};
  for (const name of [...(work?.folders ?? [])].sort()) {
    const files = await readdir(join(out, name)).catch(() => []);
    if (files.some((file) => file.endsWith('.wav'))) sounds[name] = await savedSounds(join(out, name));
  }
  return sounds;
}

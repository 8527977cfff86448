import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WORK_FILE } from './work.js';

/** What commands write under a name of their own. */
const OWN = /^(index\.html|card\.(html|json)|index\.parquet|sweep\.parquet|unfinished(-[\w-]+)?\.(state|parquet))$/;

/**
 * Removes what audiate left in a folder: sounds that have a picture and a record or a recipe beside them, pages, indexes and states; of
 * the folders in it those that say that they were begun by audiate, alike. Anything else stays.
 */
export async function clearOutput(folder: string): Promise<void> {
  const names = await readdir(folder);
  const own = new Set([WORK_FILE, ...names.filter((name) => OWN.test(name)), ...soundsOf(names)]);
  for (const name of names) {
    const path = join(folder, name);
    const found = await lstat(path);
    if (!found.isDirectory()) {
      if (own.has(name)) await rm(path);
    } else if ((await readdir(path)).includes(WORK_FILE)) await clearOutput(path);
  }
}

/** The files of sounds: of a sweep with a record each, of what `save` wrote with the recipe of all. */
function soundsOf(names: readonly string[]): string[] {
  const there = new Set(names);
  return names.flatMap((wav) => {
    const name = wav.match(/^(.+)\.wav$/)?.[1];
    if (name === undefined || !there.has(`${name}.png`)) return [];
    const result = name.replace(/-\d+$/, '');
    const recipes = [`${name}.json`, `${name}.recipe.json`, `${result}.recipe.json`];
    if (result === 'audio') recipes.push('recipe.json');
    const found = recipes.filter((recipe) => there.has(recipe));
    return found.length > 0 ? [wav, `${name}.png`, ...found] : [];
  });
}

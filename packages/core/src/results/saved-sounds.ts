import { InputError, nodeFiles, show } from '@audiate/protocol';
import { recipeSounds } from './recipe-sounds.js';
import { recordedSound } from './recorded-sound.js';
import type { SavedSound } from './saved-sound.js';

/** Files of a folder that are looked at: those of the largest sweep. */
const MAX_FILES = 1_000_000;

/**
 * The sounds that `renderMany` or `save` left in a folder, in the order of their names, each with the recipe that made it:
 * for `evaluate`, for tables, to listen to others. Their samples are read when they are asked for.
 *
 * Needs Node. Files that are neither are passed over, also a `NAME.json` of another program beside `NAME.wav`.
 * @throws InputError for a folder that can't be read or holds no such sound, and for a record or a recipe that is damaged.
 */
export async function savedSounds(folder: string): Promise<SavedSound[]> {
  if (typeof folder !== 'string' || folder === '') throw new InputError(`folder must be a path, got ${show(folder)}`);
  const { fs, path } = nodeFiles(`can't read the folder ${JSON.stringify(folder)}`);
  const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`can't read the folder ${show(folder)} (${error.code}); name one that a render wrote`);
  });
  if (names.length > MAX_FILES) throw new InputError(`the folder ${show(folder)} holds more than ${MAX_FILES} files`);
  const there = new Set(names);
  const sounds: SavedSound[] = [];
  for (const file of names.filter((name) => name.endsWith('.json')).sort()) {
    const place = path.join(folder, file);
    const [, recipeOf] = file.match(/^(?:(.+)\.)?recipe\.json$/) ?? [];
    if (file === 'recipe.json' || recipeOf !== undefined) {
      sounds.push(...(await recipeSounds(place, { name: recipeOf ?? 'audio', folder, there })));
    } else if (there.has(file.replace(/json$/, 'wav'))) {
      const name = file.replace(/\.json$/, '');
      const sound = await recordedSound(place, { name, wav: path.join(folder, `${name}.wav`) });
      if (sound) sounds.push(sound);
    }
  }
  if (sounds.length > 0) return sounds;
  throw new InputError(`the folder ${show(folder)} holds no sound with its recipe; name one that a render wrote`);
}

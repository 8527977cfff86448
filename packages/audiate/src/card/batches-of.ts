import type { Recipe, SavedSound } from '@audiate/core';
import { InputError, show } from '@audiate/protocol';

/** The sounds of one recipe, each in its item's place. */
export interface SavedBatch {
  readonly recipe: Recipe;
  readonly sounds: readonly SavedSound[];
}

/** Groups sounds by the recipe that made them. @throws InputError for a batch of which a sound is missing. */
export function batchesOf(sounds: readonly SavedSound[]): SavedBatch[] {
  const groups = new Map<string, SavedSound[]>();
  for (const sound of sounds) {
    const key = JSON.stringify(sound.recipe);
    groups.set(key, groups.get(key) ?? []);
    groups.get(key)!.push(sound);
  }
  return [...groups.values()].map((group) => {
    const { recipe, wav } = group[0]!;
    const items = Array.from({ length: recipe.batch }, (_, item) => group.find((sound) => sound.item === item));
    const missing = items.indexOf(undefined);
    if (missing >= 0) {
      throw new InputError(`item ${missing} of the ${recipe.batch} that were made with ${show(wav)} is missing`);
    }
    return { recipe, sounds: items as SavedSound[] };
  });
}

import { decodeWav, readPlainFile } from '@audiate/media';
import { memberOf } from '@audiate/objectives';
import { InputError, nodeFiles, show } from '@audiate/protocol';
import { checkRecipe } from '../recipe/check.js';
import type { Recipe } from '../recipe/recipe.js';
import { describeObjective } from '../saved/describe-objective.js';
import type { SavedSound } from './saved-sound.js';

const MAX_RECIPE_BYTES = 2 ** 26;
/** What Node reads at once. */
const MAX_SOUND_BYTES = 2 ** 31 - 1;

interface Beside {
  /** What `save` called the result. */
  readonly name: string;
  readonly folder: string;
  /** The files of the folder. */
  readonly there: ReadonlySet<string>;
}

/** The sounds beside a recipe of `save`, as far as they are there. @throws InputError for a recipe that is damaged. */
export async function recipeSounds(file: string, { name, folder, there }: Beside): Promise<SavedSound[]> {
  const { path } = nodeFiles(`can't read ${JSON.stringify(file)}`);
  const recipe = await readRecipe(file);
  return Array.from({ length: recipe.batch }, (_, item) => ({
    item,
    own: recipe.batch > 1 ? `${name}-${item}` : name,
  }))
    .filter(({ own }) => there.has(`${own}.wav`))
    .map(({ item, own }) => {
      const wav = path.join(folder, `${own}.wav`);
      return {
        name: own,
        target: targetOf(recipe, item),
        recipe,
        item,
        score: Number.NaN,
        sampleRate: recipe.model.sampleRate,
        wav,
        async audio() {
          try {
            return decodeWav(await readPlainFile(wav, MAX_SOUND_BYTES)).channels[0]!;
          } catch (error) {
            throw new InputError(`can't read ${show(wav)}: ${(error as Error).message}`, { cause: error });
          }
        },
      };
    });
}

async function readRecipe(file: string): Promise<Recipe> {
  try {
    return checkRecipe(JSON.parse(new TextDecoder().decode(await readPlainFile(file, MAX_RECIPE_BYTES))));
  } catch (error) {
    throw new InputError(`can't read the recipe ${show(file)}: ${(error as Error).message}`, { cause: error });
  }
}

function targetOf({ objective, steps }: Recipe, item: number): string {
  const own = objective.filter(({ term }) => [undefined, item].includes(memberOf(term)?.item));
  return describeObjective(own, steps);
}

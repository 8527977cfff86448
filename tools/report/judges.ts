import { InputError, type ModelAdapter } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';

/**
 * Loads judges from `name=FOLDER`, a folder in Hugging Face layout.
 * @throws InputError for what is not of this form, a name that is taken, and as `loadWav2Vec2` does.
 */
export async function judgesFrom(
  given: readonly string[],
  taken: readonly string[],
): Promise<Record<string, ModelAdapter>> {
  const found: Record<string, ModelAdapter> = {};
  for (const one of given) {
    const [, name, folder] = /^([\w.-]+)=(.+)$/.exec(one) ?? [];
    if (name === undefined || folder === undefined) {
      throw new InputError(
        `--judge must be name=FOLDER, the name of letters, digits, "_", "." and "-", got ${JSON.stringify(one)}`,
      );
    }
    if (taken.includes(name) || Object.hasOwn(found, name)) {
      throw new InputError(`--judge ${JSON.stringify(name)} is there already; give the checkpoint another name`);
    }
    found[name] = (await loadWav2Vec2(folder)) as unknown as ModelAdapter;
  }
  return found;
}

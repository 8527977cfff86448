import { isObject, readJson, withSource } from '@audiate/checkpoints';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { loadWhisper } from '@audiate/models-whisper';
import type { ModelAdapter } from '@audiate/protocol';
import { tiny, tinyB } from '@audiate/wav2vec2-tiny';

/** How a model is had. */
export interface OpenOptions {
  readonly signal?: AbortSignal;
}

const EMBEDDED: Readonly<Record<string, () => Promise<ModelAdapter>>> = {
  tiny: tiny as () => Promise<ModelAdapter>,
  tinyB: tinyB as () => Promise<ModelAdapter>,
};

/**
 * The model that a command line names: `tiny` or `tinyB`, which are embedded, a folder, an id of the Hugging Face Hub, or an
 * address. What family it is of, its `config.json` says.
 * @throws InputError when there is no such model, or it is of a family that can't be loaded.
 */
export async function openModel(named: string, { signal }: OpenOptions = {}): Promise<ModelAdapter> {
  const embedded = Object.hasOwn(EMBEDDED, named) ? EMBEDDED[named] : undefined;
  if (embedded) return embedded();
  const options = { ...(signal && { signal }) };
  const family = await withSource(named, { ...options, loader: 'audiate' }, async (source) => {
    const config = await readJson(source, 'config.json');
    return isObject(config) ? config.model_type : undefined;
  });
  if (family === 'whisper') return (await loadWhisper(named, options)) as ModelAdapter;
  return (await loadWav2Vec2(named, options)) as ModelAdapter;
}

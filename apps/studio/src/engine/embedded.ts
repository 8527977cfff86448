import type { ModelAdapter } from '@audiate/protocol';
import { tiny, tinyB } from '@audiate/wav2vec2-tiny';

const MODELS = { tiny, tinyB };

/** An embedded model, of the package that the program has. */
export async function openEmbedded(name: keyof typeof MODELS): Promise<ModelAdapter> {
  return (await MODELS[name]()) as unknown as ModelAdapter;
}

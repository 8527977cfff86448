import type { ModelAdapter } from '@audiate/protocol';
import type { Loader } from '../protocol/model.js';

/** Loads a checkpoint, which the loader checks, of a source with options. */
export type Load = (source: string | object, options: object) => Promise<ModelAdapter>;

/** The loader of a family, by `model_type` of config.json. */
export const loaderName = (family: unknown): keyof typeof LOADERS => {
  if (family === 'whisper') return 'loadWhisper';
  return family === 'audio-spectrogram-transformer' ? 'loadAst' : 'loadWav2Vec2';
};

const LOADERS = {
  loadWhisper: async () => (await import('@audiate/models-whisper')).loadWhisper,
  loadAst: async () => (await import('@audiate/models-ast')).loadAst,
  loadWav2Vec2: async () => (await import('@audiate/models-wav2vec2')).loadWav2Vec2,
} satisfies Readonly<Partial<Record<Loader, () => Promise<unknown>>>>;

/** The loader itself; its code is fetched when it is first needed. */
export async function loaderOf(name: keyof typeof LOADERS): Promise<Load> {
  return (await LOADERS[name]()) as unknown as Load;
}

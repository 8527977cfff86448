import type { ModelAdapter } from '@audiate/protocol';

/** A loader of checkpoints: of a source, with options. */
type Load = (source: never, options: object) => Promise<ModelAdapter>;

/** The loader of a family, by `model_type` of config.json; its code is fetched when it is first needed. */
export async function loaderOf(
  family: unknown,
): Promise<(source: string | object, options: object) => Promise<ModelAdapter>> {
  if (family === 'whisper') return loose((await import('@audiate/models-whisper')).loadWhisper as unknown as Load);
  if (family === 'audio-spectrogram-transformer') {
    return loose((await import('@audiate/models-ast')).loadAst as unknown as Load);
  }
  return loose((await import('@audiate/models-wav2vec2')).loadWav2Vec2 as unknown as Load);
}

/** The loader checks what it is given. */
const loose = (load: Load) => (source: string | object, options: object) => load(source as never, options);

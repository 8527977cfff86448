/// <reference types="vite/client" />
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import config from '@audiate/wav2vec2-tiny/models/tiny/config.json';
import weights from '@audiate/wav2vec2-tiny/models/tiny/model.safetensors?url';
import preprocessor from '@audiate/wav2vec2-tiny/models/tiny/preprocessor_config.json';
import vocabulary from '@audiate/wav2vec2-tiny/models/tiny/vocab.json';

/** The model `tiny`, whose package reads files as long as it is not built. */
export async function embedded() {
  const bytes = new Uint8Array(await (await fetch(weights)).arrayBuffer());
  return loadWav2Vec2({ config, preprocessor, vocabulary, weights: bytes });
}

import { loadWav2Vec2, type Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import type { ModelAdapter } from '@audiate/protocol';
import { embedded, type TinyName } from './embedded.js';

/**
 * The embedded model: 1.2 million parameters, 4 blocks of 144 channels, trained on synthetic English speech to spell the
 * 39 ARPAbet phones (CTC, 50 frames a second, 16 kHz). Works in Node and in browsers; nothing is fetched. What it can and
 * can't hear is in the package's README.
 */
export function tiny(): Promise<ModelAdapter<Wav2Vec2Layer>> {
  return load('tiny');
}

/**
 * A second model for judging what was made on {@link tiny}: another seed, another width (4 blocks of 112 channels), another
 * draw of the corpus, and without the voice rms.
 */
export function tinyB(): Promise<ModelAdapter<Wav2Vec2Layer>> {
  return load('tinyB');
}

async function load(name: TinyName): Promise<ModelAdapter<Wav2Vec2Layer>> {
  const { config, preprocessor, vocabulary, weights } = await embedded(name);
  const files = { config: config(), preprocessor: preprocessor(), vocabulary: vocabulary(), weights: weights() };
  return loadWav2Vec2(files, { name });
}

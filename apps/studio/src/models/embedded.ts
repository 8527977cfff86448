import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import type { ModelAdapter } from '@audiate/protocol';
import config from '@audiate/wav2vec2-tiny/models/tiny/config.json';
import weights from '@audiate/wav2vec2-tiny/models/tiny/model.safetensors?url';
import preprocessor from '@audiate/wav2vec2-tiny/models/tiny/preprocessor_config.json';
import vocabulary from '@audiate/wav2vec2-tiny/models/tiny/vocab.json';
import configB from '@audiate/wav2vec2-tiny/models/tinyB/config.json';
import weightsB from '@audiate/wav2vec2-tiny/models/tinyB/model.safetensors?url';
import preprocessorB from '@audiate/wav2vec2-tiny/models/tinyB/preprocessor_config.json';
import vocabularyB from '@audiate/wav2vec2-tiny/models/tinyB/vocab.json';

const MODELS = {
  tiny: { config, preprocessor, vocabulary, weights },
  tinyB: { config: configB, preprocessor: preprocessorB, vocabulary: vocabularyB, weights: weightsB },
};

/** An embedded model, of files that the page brings along. */
export async function openEmbedded(name: keyof typeof MODELS): Promise<ModelAdapter> {
  const { weights: address, ...files } = MODELS[name];
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the weights of ${name} are not where the studio is (${response.status})`);
  return (await loadWav2Vec2({ ...files, weights: await response.arrayBuffer() }, { name })) as unknown as ModelAdapter;
}

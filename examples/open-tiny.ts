import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';

/** The small trained model that audiate ships. */
export function openTiny() {
  return loadWav2Vec2(dirname(fileURLToPath(import.meta.resolve('@audiate/wav2vec2-tiny/models/tiny/config.json'))));
}

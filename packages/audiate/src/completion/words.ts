import { layerNames } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import type { ArgumentWords } from './spec.js';

/** Words of arguments: the embedded models, and what `tiny` has to be climbed. */
export async function argumentWords(): Promise<ArgumentWords> {
  const model = await tiny();
  try {
    const layers = layerNames(model);
    const units = [...layers, 'features'].map((layer) => `${layer}:`);
    const tokens = (model.vocabulary ?? []).map((token) => `logit:${token}`);
    return {
      model: ['tiny', 'tinyB'],
      layer: [...layers, 'features'],
      unit: units,
      target: [...units, ...tokens, 'word:'],
    };
  } finally {
    model.dispose();
  }
}

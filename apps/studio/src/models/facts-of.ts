import { hasOneFrame, layerLabels, layerNames, tokenizerOf } from '@audiate/protocol';
import type { LayerFacts, ModelFacts } from '../protocol/model.js';
import type { Opened } from './opened.js';

/** What the page needs to know of a model. */
export function factsOf({ model, loader, dictionary }: Opened): ModelFacts {
  const { name, sampleRate, minSamples, layers, vocabulary } = model;
  const ms = (samples: number) => (1000 * samples) / sampleRate;
  const described = layerNames(model).map((layer): LayerFacts => {
    const { channels, hop, receptiveField, global } = layers[layer]!;
    const labels = layerLabels(model, layer);
    const once = hasOneFrame(layers[layer]!);
    return {
      name: layer,
      channels,
      ...(labels && { vocabulary: labels }),
      ...(!once && { hopMs: ms(hop) }),
      ...(!once && { seesMs: ms(receptiveField) }),
      global,
    };
  });
  const hearsText = vocabulary !== undefined && tokenizerOf(model).blank !== undefined;
  const special = vocabulary ? tokenizerOf(model).special : [];
  const tokens = (vocabulary ?? described.findLast(({ vocabulary: labels }) => labels)?.vocabulary ?? []).filter(
    (token) => !special.includes(token),
  );
  const facts = { name, loader, ...(dictionary && { dictionary }), sampleRate, minSamples, layers: described };
  return { ...facts, tokens: [...new Set(tokens)], hearsText };
}

import { defineModel, type LayerInfo, type ModelAdapter } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';

/** The toy model with a vocabulary: `logits` is its `filters`, one token a channel. */
export function toySpeech(): ModelAdapter<'logits'> {
  const toy = toyModel();
  const logits: LayerInfo = toy.layers.filters;
  return defineModel<'logits'>({
    name: 'toy speech',
    fingerprint: 'toy-speech',
    sampleRate: toy.sampleRate,
    minSamples: toy.minSamples,
    layers: { logits },
    vocabulary: ['<pad>', 'AA', 'AE', 'B', 'D', 'F', 'G', 'IY'],
    forward: (audio, layers) => {
      const { filters } = toy.forward(audio, ['filters']);
      return Object.fromEntries(layers.map((layer) => [layer, filters])) as Record<(typeof layers)[number], never>;
    },
    dispose() {},
  });
}

import type { LayerInfo, ModelInfo } from '@audiate/protocol';
import type { Dictionary } from '../dictionary/dictionary.js';
import type { FeatureNames } from './names.js';

/** The facts of the layers that a dictionary adds, which lie between the layer that it reads and the next one. */
export function addedLayers(
  { layers }: ModelInfo,
  {
    layer,
    dictionary,
    names,
  }: { readonly layer: string; readonly dictionary: Dictionary; readonly names: FeatureNames },
): Record<string, LayerInfo> {
  const { vocabulary: _, rectified: __, preactivation: ___, ...read } = layers[layer]!;
  const deeper = Object.values(layers).flatMap(({ depth }) => (depth > read.depth ? [depth] : []));
  const step = (Math.min(read.depth + 1, ...deeper) - read.depth) / 4;
  const { features, outputs } = dictionary;
  return {
    [names.before]: { ...read, depth: read.depth + step, channels: features },
    [names.features]: {
      ...read,
      depth: read.depth + 2 * step,
      channels: features,
      rectified: true,
      preactivation: { layer: names.before, turn: 0 },
    },
    ...(outputs !== undefined && {
      [names.reconstruction]: { ...read, depth: read.depth + 3 * step, channels: outputs },
    }),
  };
}

import { layerNames, type ModelInfo } from '@audiate/protocol';
import { vocabularyOf } from './vocabulary.js';

/** A layer whose channels have names. */
export interface LabelledLayer {
  readonly layer: string;
  /** By channel. */
  readonly labels: readonly string[];
}

/**
 * `logits` with the model's vocabulary, or in a model without one the deepest layer that has labels.
 * @throws InputError for a model without either.
 */
export function labelledLayer(model: ModelInfo, asker: string): LabelledLayer {
  const layer = model.vocabulary ? undefined : layerNames(model).findLast((name) => model.layers[name]!.vocabulary);
  if (layer === undefined) return { layer: 'logits', labels: vocabularyOf(model, asker) };
  return { layer, labels: model.layers[layer]!.vocabulary! };
}

import { layerNames, type ModelInfo } from '@audiate/protocol';
import { vocabularyOf } from './vocabulary.js';

/** A layer whose channels have names. */
export interface LabelledLayer {
  readonly layer: string;
  /** By channel. */
  readonly labels: readonly string[];
}

/**
 * `logits` with the model's vocabulary, or in a model without one the deepest layer that has this label, or else any.
 * @throws InputError for a model without either.
 */
export function labelledLayer(model: ModelInfo, asker: string, label: string): LabelledLayer {
  const labelled = model.vocabulary ? [] : layerNames(model).filter((name) => model.layers[name]!.vocabulary);
  const layer = labelled.findLast((name) => model.layers[name]!.vocabulary!.includes(label)) ?? labelled.at(-1);
  if (layer === undefined) return { layer: 'logits', labels: vocabularyOf(model, asker) };
  return { layer, labels: model.layers[layer]!.vocabulary! };
}

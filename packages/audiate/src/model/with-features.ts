import { InputError, type ModelAdapter } from '@audiate/protocol';
import { loadDictionary, withDictionary } from '@audiate/sae';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';
import { layerOf } from '../target/layer-of.js';
import { layerRead } from './layer-read.js';

/** Which dictionary, and where it goes. */
export interface FeaturesOptions {
  readonly dictionary?: string | undefined;
  readonly dictionaryLayer?: string | undefined;
  readonly signal?: AbortSignal;
}

/**
 * The model with the features of a dictionary as a layer, and the layer that it reads: the embedded one for `tiny`, else what
 * `--dictionary` names.
 * @throws InputError for another model without a dictionary, and as {@link layerRead} and `withDictionary` do.
 */
export async function withFeatures(
  model: ModelAdapter,
  { dictionary: source, dictionaryLayer, signal }: FeaturesOptions,
): Promise<{ readonly model: ModelAdapter; readonly layer: string }> {
  if (source === undefined && model.name !== 'tiny') {
    throw new InputError(`${model.name} has no dictionary of its own; name one by --dictionary`);
  }
  const dictionary =
    source === undefined ? await tinyDictionary() : await loadDictionary(source, { ...(signal && { signal }) });
  const layer = layerOf(model, layerRead(dictionary, { dictionary: source, dictionaryLayer }));
  return { model: withDictionary(model, layer, dictionary) as ModelAdapter, layer };
}

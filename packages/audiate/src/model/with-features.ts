import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import { layerOfHook, loadDictionary, withDictionary } from '@audiate/sae';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';
import { layerOf } from '../target/layer-of.js';

/** Which dictionary, and where it goes. */
export interface FeaturesOptions {
  readonly dictionary?: string | undefined;
  readonly dictionaryLayer?: string | undefined;
  readonly signal?: AbortSignal;
}

/**
 * The model with the features of a dictionary as a layer, and the layer that it reads: the embedded one for `tiny`, else what
 * `--dictionary` names.
 * @throws InputError for another model without a dictionary, and a dictionary that does not say what it reads.
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
  const reads = dictionary.trainedOn?.reads;
  const named = dictionaryLayer ?? (reads === undefined ? undefined : (layerOfHook(reads) ?? reads));
  if (named === undefined) {
    throw new InputError(
      `the dictionary ${show(source)} does not say which layer it reads; name it by --dictionary-layer`,
    );
  }
  const layer = layerOf(model, named);
  return { model: withDictionary(model, layer, dictionary) as ModelAdapter, layer };
}

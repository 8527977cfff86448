import { InputError, type LayerInfo, layerLabels, layerNames, type ModelAdapter, tokenizerOf } from '@audiate/protocol';

/** A layer of a model whose channels have names: who hears. */
export interface Listener {
  readonly name: string;
  readonly model: ModelAdapter;
  readonly layer: string;
  readonly info: LayerInfo;
  /** By channel. */
  readonly labels: readonly string[];
  /** The channel of CTC's blank; undefined for classes, which have none. */
  readonly blank: number | undefined;
}

/**
 * The labelled layers of a model: its CTC head, its classifier, and those of each model that `joinModels` made one. A model
 * of one such layer is called as it is named; those that were joined are called by their parts' names.
 * @param name of the model; its own unless given.
 * @throws InputError for a model that has none, and for one whose labels are not as many as the channels.
 */
export function listenersOf(model: ModelAdapter, name = model.name): readonly Listener[] {
  const layers = layerNames(model).flatMap((layer) => {
    const info = model.layers[layer]!;
    const slash = model.parts ? layer.indexOf('/') : -1;
    const own = slash < 0 ? model : model.parts![layer.slice(0, slash)]!;
    const head = layer.slice(slash + 1);
    const labels = layerLabels(own, head);
    if (!labels) return [];
    if (labels.length !== info.channels) {
      throw new InputError(`${layer} of ${model.name} has ${info.channels} channels and ${labels.length} labels`);
    }
    const blank = head === 'logits' ? tokenizerOf(own).blank : undefined;
    return [{ who: slash < 0 ? name : layer.slice(0, slash), model, layer, info, labels, blank }];
  });
  if (layers.length === 0) {
    const why = model.noVocabulary ?? 'choose a model with a CTC head or a classifier';
    throw new InputError(`readOut needs a layer with labels; ${model.name} has none: ${why}`);
  }
  return layers.map(({ who, ...listener }) => {
    const alone = layers.filter((other) => other.who === who).length === 1;
    return { ...listener, name: alone ? who : `${who} ${listener.layer}` };
  });
}

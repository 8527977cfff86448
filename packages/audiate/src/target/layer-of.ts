import { InputError, isLayer, layerNames, listChoices, type ModelAdapter, nearestNames, show } from '@audiate/protocol';

/** What a dictionary's features are called on a command line, whatever layer they are of. */
export const FEATURES = 'features';

/** Whether a layer's name is of a dictionary's features. */
export function isOfFeatures(layer: string): boolean {
  return layer === FEATURES || /\.features(\.|$)/.test(layer);
}

/**
 * The layer of a model that a command line names; `features` is the one of a dictionary.
 * @throws InputError naming the nearest layers, or all, for one that the model does not have.
 */
export function layerOf(model: ModelAdapter, named: string): string {
  const names = layerNames(model);
  if (named === FEATURES && !isLayer(model, FEATURES)) {
    const found = names.find((name) => name.endsWith('.features'));
    if (found !== undefined) return found;
  }
  if (isLayer(model, named)) return named;
  const nearest = nearestNames(named, names);
  const advice =
    nearest.length > 0
      ? `nearest ${nearest.length > 1 ? 'are' : 'is'} ${listChoices(nearest)}; audiate layers lists all`
      : `choose from ${listChoices(names)}`;
  throw new InputError(`unknown layer of ${model.name} ${show(named)}; ${advice}`);
}

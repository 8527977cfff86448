import { InputError, listChoices, show } from '@audiate/protocol';

/**
 * The layers up to one of them, in order of computation; all unless one is named.
 * @throws InputError when it is not among them.
 */
export function layersUpTo<L extends string, Info extends { readonly depth: number }>(
  layers: Readonly<Record<L, Info>>,
  layer: L | undefined,
): Readonly<Record<L, Info>> {
  if (layer === undefined) return layers;
  if (!Object.hasOwn(layers, layer)) {
    throw new InputError(`unknown layer ${show(layer)} as upTo; the model has ${listChoices(Object.keys(layers))}`);
  }
  const last = layers[layer].depth;
  const kept = Object.entries<Info>(layers).filter(([, { depth }]) => depth <= last);
  return Object.fromEntries(kept) as Record<L, Info>;
}

import { asObject, isObject } from '@audiate/checkpoints';
import { InputError, type LayerInfo, listChoices, show } from '@audiate/protocol';
import type { Found } from './find.js';

/**
 * Facts that a user gave, of exactly the layers that were found.
 * @throws InputError for a layer that has none, and for facts of what is no layer.
 */
export function givenFacts(facts: unknown, found: readonly Found[]): Readonly<Record<string, LayerInfo>> {
  const given = asObject('facts', facts);
  const layers = found.map(({ layer }) => layer);
  const wrong =
    layers.find((layer) => !Object.hasOwn(given, layer) || !isObject(given[layer])) ??
    Object.keys(given).find((name) => !layers.includes(name));
  if (wrong === undefined) return given as Readonly<Record<string, LayerInfo>>;
  const problem = layers.includes(wrong) ? `has none for ${show(wrong)}` : `has ${show(wrong)}, which is no layer`;
  throw new InputError(`facts must tell of each of the layers ${listChoices(layers)} and no other; it ${problem}`);
}

/** Facts as JSON tells them, whichever order they were written in: they decide how many frames a model answers. */
export function factsAsJson(facts: Readonly<Record<string, LayerInfo>>, found: readonly Found[]): unknown {
  return found.map(({ layer }) => {
    const own = Object.entries(facts[layer]!).filter(([, value]) => value !== undefined);
    // JSON has no Infinity
    return own.map(([key, value]) => [key, typeof value === 'number' ? String(value) : value]).sort();
  });
}

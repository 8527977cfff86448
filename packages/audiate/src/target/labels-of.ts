import { InputError, layerNames, listChoices, type ModelInfo, nearestNames, show } from '@audiate/protocol';

/**
 * The tokens or classes that a text names: one, or several between commas. A name that a model looks up in a way of its own, as
 * Whisper's first token of a text, is left to the objective.
 * @throws InputError naming the nearest labels, or all, for one that the model does not have.
 */
export function labelsOf(model: ModelInfo, text: string): string[] {
  const known = new Set([
    ...(model.vocabulary ?? []),
    ...Object.keys(model.tokenizer?.aliases ?? {}),
    ...(model.tokenizer?.withoutLogit ?? []),
    ...layerNames(model).flatMap((layer) => model.layers[layer]!.vocabulary ?? []),
  ]);
  if (known.size === 0 || known.has(text)) return [text];
  const names = text.split(',');
  // One that is unknown by itself may be known to the objective, but no list can be.
  if (names.length === 1 && !model.vocabulary) return [text];
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return [...new Set(names)];
  const nearest = nearestNames(unknown, [...known]);
  const all = known.size > SPELT_OUT ? listChoices([...known]) : [...known].join(', ');
  const advice =
    nearest.length > 0 ? `nearest ${nearest.length > 1 ? 'are' : 'is'} ${nearest.join(', ')}` : `choose from ${all}`;
  throw new InputError(`unknown token of ${model.name} ${show(unknown)}; ${advice}`);
}

/** Letters and phones of a language are fewer. */
const SPELT_OUT = 100;

import { InputError, show } from '@audiate/protocol';
import { type Dictionary, layerOfHook } from '@audiate/sae';

/** Layers of an encoder, as all models of speech call them; other models may have others. */
const OURS = /^(conv|encoder)\.\d+(\.|$)/;

/** What a command line says of a dictionary. */
interface Named {
  /** The dictionary, as it was named; undefined for the embedded one. */
  readonly dictionary?: string | undefined;
  readonly dictionaryLayer?: string | undefined;
}

/**
 * The layer that a dictionary reads, by what its files and `--dictionary-layer` say. Whether the model has it is not looked at.
 * @throws InputError where neither says it, and where they contradict one another. Files that name a place which is no layer here
 * contradict nothing.
 */
export function layerRead(
  { trainedOn }: Pick<Dictionary, 'trainedOn'>,
  { dictionary, dictionaryLayer }: Named,
): string {
  const reads = trainedOn?.reads;
  const told = reads === undefined ? undefined : (layerOfHook(reads) ?? reads);
  const layer = dictionaryLayer ?? told;
  if (layer === undefined) {
    throw new InputError(
      `the dictionary ${show(dictionary)} does not say which layer it reads; name it by --dictionary-layer`,
    );
  }
  if (told !== undefined && OURS.test(told) && layer !== told) {
    throw new InputError(
      `the dictionary ${show(dictionary)} says that it reads ${told}, and --dictionary-layer ${show(layer)}; leave that out`,
    );
  }
  return layer;
}

import { InputError, show } from '@audiate/protocol';
import { checkFacts } from './check-facts.js';
import { FACTS_KEY, FORMAT, type IndexFacts } from './facts.js';

/**
 * @param named the file, as a message names it.
 * @throws InputError when the metadata of a file is not that of an index, is of a later format, or can't be believed.
 */
export function readFacts(
  named: string,
  metadata: readonly { readonly key: string; readonly value?: string }[],
): IndexFacts {
  const text = metadata.find(({ key }) => key === FACTS_KEY)?.value;
  let facts: Partial<IndexFacts> | undefined;
  try {
    facts = text === undefined ? undefined : JSON.parse(text);
  } catch {
    // Not ours.
  }
  if (!facts || !Array.isArray(facts.layers)) {
    throw new InputError(`${named} is no index of a scan: its metadata has no facts by the name "audiate"`);
  }
  if (facts.format !== FORMAT) {
    throw new InputError(`${named} has format ${show(facts.format)}; this version of audiate reads format ${FORMAT}`);
  }
  try {
    return checkFacts(facts);
  } catch (error) {
    throw new InputError(`${named} is damaged: ${(error as Error).message}`, { cause: error });
  }
}

import { InputError, layersOf, type ModelInfo, type Objective } from '@audiate/protocol';

/**
 * What of an objective the model hears: terms that read a layer. Penalties on the raw sound are left out, as no transform
 * reaches them, and terms that compare the items of a batch, as another batch has other items.
 * @throws InputError where nothing is left.
 */
export function heardObjective({ terms }: Objective, model: ModelInfo): Objective {
  const heard = terms.filter(({ term }) => layersOf(term, model).length > 0 && !term.couplesBatch);
  if (heard.length > 0) return { terms: heard };
  const told = terms.map(({ term }) => term.description).join(', ');
  throw new InputError(`the objective (${told}) reads no layer of one sound; evaluate one that does, such as a neuron`);
}

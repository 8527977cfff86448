import {
  type Activations,
  givenLayers,
  type Kind,
  layerInfo,
  layersOf,
  type Objective,
  partOf,
  specOf,
  type Term,
} from '@audiate/protocol';
import { refuseEach } from './each.js';
import { checkObjective } from './sum.js';

/**
 * An objective as one of the joined models reads it: of `joinModels({ a, b })`, `within('a', ctc('hello'))` is the word to
 * model `a`, by its layers and its vocabulary. `sum(within('a', x), within('b', y))` climbs both.
 * @param part the name that the model has in `joinModels`.
 * @throws InputError for an `each` (write `each([within(…), …])`); when bound, for a model that was not joined or has no
 * model of that name, and whatever the objective does not find in it.
 */
export function within<Name extends string, L extends string>(
  part: Name,
  objective: Objective<L>,
): Objective<`${Name}/${L}`> {
  checkObjective('within', objective);
  return { terms: objective.terms.map(({ weight, term }) => ({ weight, term: withinTerm({ part, term }) })) };
}

/** A term of one of the models: a member of {@link within}. */
function withinTerm<Name extends string, L extends string>({
  part,
  term,
}: {
  readonly part: Name;
  readonly term: Term<L>;
}): Term<`${Name}/${L}`> {
  refuseEach('within', term);
  const prefixed = (layer: string) => `${part}/${layer}` as `${Name}/${L}`;
  return {
    spec: specOf(withinKind, { part, term }),
    description: `${part}: ${term.description}`,
    layers: term.layers.map(prefixed),
    layersIn(model) {
      const own = partOf(model, part);
      const layers = layersOf(term, own);
      for (const layer of layers) layerInfo(own, layer);
      return layers.map(prefixed);
    },
    ...(term.couplesBatch ? { couplesBatch: true } : {}),
    bind(context) {
      const model = partOf(context.model, part);
      const score = term.bind({ ...context, model });
      const heard = givenLayers(term, model);
      return (activations, raw) => {
        const own = heard.map((layer) => [layer, (activations as Activations)[prefixed(layer)]!] as const);
        return score(Object.fromEntries(own) as unknown as Activations<L>, raw);
      };
    },
  };
}

/** The kind of the members of {@link within}. */
export const withinKind: Kind<Term> = { kind: 'within', make: withinTerm };

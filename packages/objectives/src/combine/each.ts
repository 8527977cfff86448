import {
  checkNumber,
  givenLayers,
  InputError,
  isList,
  type Kind,
  type Objective,
  type Spec,
  show,
  specOf,
  type Term,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { checkObjective } from './sum.js';

/**
 * A target for each item: item `i` of the batch climbs objective `i`. The batch must be as large as the list. Each
 * objective is bound for a batch of one and sees its own item alone; the other items score NaN and get a gradient of
 * exactly 0.
 * @throws InputError for an empty list, for a member that compares the items of a batch (`diversity`: sum it with the
 * whole instead) and for an `each` within; when bound, for a batch of another size.
 */
export function each<L extends string>(objectives: readonly Objective<L>[]): Objective<L> {
  if (!isList(objectives) || objectives.length === 0) {
    throw new InputError(`each takes a list of at least one objective, got ${show(objectives)}`);
  }
  for (const objective of objectives) checkObjective('each', objective);
  return {
    terms: objectives.flatMap(({ terms }, item) =>
      terms.map(({ weight, term }) => ({ weight, term: eachTerm({ item, items: objectives.length, term }) })),
    ),
  };
}

/** How many items a batch must have for the objective: as many as its `each` holds; undefined when any number will do. */
export function itemsOf(objective: Objective): number | undefined {
  const member = objective.terms.find(({ term }) => term.spec.kind === eachKind.kind);
  return member && (member.term.spec.items as number);
}

/** Which item a term concerns, and the spec of what it climbs; undefined for a spec of another kind than `each`'s. */
export function memberOf(spec: Spec): { readonly item: number; readonly term: Spec } | undefined {
  return spec?.kind === eachKind.kind ? { item: spec.item as number, term: spec.term as Spec } : undefined;
}

/** @throws InputError for a member of an `each` within a combinator that treats all items alike. */
export function refuseEach(combinator: string, { spec, description }: Term): void {
  if (spec.kind !== eachKind.kind) return;
  throw new InputError(`${combinator} can't hold an each (${description}); write each([${combinator}(…), …])`);
}

/** One item of as many as the batch must have, and what it climbs. */
interface EachOptions<L extends string> {
  readonly item: number;
  readonly items: number;
  readonly term: Term<L>;
}

/** A term for one item of a batch of `items`: a member of {@link each}. */
function eachTerm<L extends string>({ item, items, term }: EachOptions<L>): Term<L> {
  checkNumber('items of each', items, { min: 1, integer: true });
  checkNumber('item of each', item, { min: 0, below: items, integer: true });
  if (term.couplesBatch) {
    throw new InputError(
      `each can't hold ${term.description}, which compares the items of a batch; write sum(each([…]), ${term.description})`,
    );
  }
  if (term.spec.kind === eachKind.kind) {
    throw new InputError(`each can't hold another each (${term.description}); put their objectives into one list`);
  }
  return {
    spec: specOf(eachKind, { item, items, term }),
    description: `${term.description} for item ${item}`,
    layers: term.layers,
    ...(term.layersIn && { layersIn: term.layersIn }),
    bind(context) {
      if (context.batch !== items) {
        const objectives = items === 1 ? '1 objective' : `${items} objectives`;
        throw new InputError(`each holds ${objectives} but the batch is ${context.batch}; render with batch: ${items}`);
      }
      const score = term.bind({ ...context, batch: 1 });
      const heard = givenLayers(term, context.model);
      return (activations, raw) => {
        const own = Object.fromEntries(heard.map((layer) => [layer, itemOf(activations[layer as L], item)]));
        const unconcerned = (count: number) => (count > 0 ? [tf.fill<tf.Rank.R1>([count], Number.NaN)] : []);
        return tf.concat1d([
          ...unconcerned(item),
          score(own as typeof activations, itemOf(raw, item)),
          ...unconcerned(items - 1 - item),
        ]);
      };
    },
  };
}

/** The kind of the members of {@link each}. */
export const eachKind: Kind<Term> = { kind: 'each', make: eachTerm };

function itemOf<T extends tf.Tensor>(x: T, item: number): T {
  const rest = x.shape.slice(1);
  return tf.slice(x, [item, ...rest.map(() => 0)], [1, ...rest]);
}

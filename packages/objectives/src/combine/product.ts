import {
  type BoundTerm,
  checkNumber,
  InputError,
  type Kind,
  layersOf,
  type ModelInfo,
  type Objective,
  specOf,
  type Term,
  type WeightedTerm,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { refuseEach } from './each.js';
import { scale } from './scale.js';
import { checkObjective, sum } from './sum.js';

/**
 * The product of two objectives (Lucid: `*` of two objectives): high only where both are, so that neither is climbed at
 * the other's cost. Its factors are recorded beside it, under their own names, at weight 0.
 *
 * Meant for factors that are positive: the product of two negative scores is positive, too, and climbing it leads away
 * from both; start where they are positive, or take `sum`.
 * @throws InputError for something that is no objective, a weight within a factor that follows a schedule (schedule the
 * product instead) and an `each` within (write `each([product(…), …])`).
 */
export function product<A extends string, B extends string>(a: Objective<A>, b: Objective<B>): Objective<A | B> {
  checkObjective('product', a);
  checkObjective('product', b);
  const whole: Objective<A | B> = { terms: [{ weight: 1, term: productTerm<A | B>({ factors: [a.terms, b.terms] }) }] };
  return sum<A | B>(whole, scale(a, 0), scale(b, 0));
}

/** The factors: the terms of each, with their weights. */
interface ProductOptions<L extends string> {
  readonly factors: readonly (readonly WeightedTerm<L>[])[];
}

/** The product alone: the first term of {@link product}. */
function productTerm<L extends string>({ factors }: ProductOptions<L>): Term<L> {
  if (factors.some((terms) => terms.length === 0)) {
    throw new InputError('product got an objective without terms; leave it out');
  }
  const members = factors.flat();
  for (const member of members) checkMember(member);
  return {
    spec: specOf(productKind, { factors: factors.map((terms) => terms.map(({ weight, term }) => ({ weight, term }))) }),
    description: `product(${factors.map(describeFactor).join(', ')})`,
    layers: [...new Set(members.flatMap(({ term }) => term.layers))],
    ...(members.some(({ term }) => term.layersIn)
      ? { layersIn: (model: ModelInfo) => [...new Set(members.flatMap(({ term }) => layersOf(term, model)))] }
      : {}),
    ...(members.some(({ term }) => term.couplesBatch) ? { couplesBatch: true } : {}),
    bind(context) {
      const bound = factors.map((terms) =>
        terms.map(({ weight, term }) => ({ weight: weight as number, score: term.bind(context) })),
      );
      return (activations, raw) => {
        const totals = bound.map((terms) => totalOf(terms, activations, raw));
        return totals.reduce((all, total) => tf.mul(all, total));
      };
    },
  };
}

/** The kind of the product alone, beside whose term {@link product} records the factors. */
export const productKind: Kind<Term> = { kind: 'product', make: productTerm };

function totalOf<L extends string>(
  terms: readonly { readonly weight: number; readonly score: BoundTerm<L> }[],
  ...heard: Parameters<BoundTerm<L>>
): tf.Tensor1D {
  return tf.addN(terms.map(({ weight, score }) => tf.mul(score(...heard), weight))) as tf.Tensor1D;
}

function checkMember({ weight, term }: WeightedTerm): void {
  if (typeof weight === 'object') {
    throw new InputError(
      `the weight of ${term.description} in product follows a schedule; schedule the product instead`,
    );
  }
  checkNumber(`weight of ${term.description} in product`, weight);
  refuseEach('product', term);
}

function describeFactor(terms: readonly WeightedTerm[]): string {
  return terms
    .map(({ weight, term }) => (weight === 1 ? term.description : `${weight as number}·${term.description}`))
    .join(' + ');
}

import type { Kind, Objective, Term } from '@audiate/protocol';

/** The objective that is one term at weight 1. */
export function oneTerm<L extends string>(term: Term<L>): Objective<L> {
  return { terms: [{ weight: 1, term }] };
}

/** `neuron(encoder.3, 17, at 400 ms)`. */
export function describe(kind: string, parts: readonly (string | number)[]): string {
  return `${kind}(${parts.join(', ')})`;
}

/** The kind of an objective of one term, by the function that makes the objective of one object, the term's options. */
export function termKind(kind: string, objectiveOf: (options: never) => Objective): Kind<Term> {
  return { kind, make: (options) => objectiveOf(options).terms[0]!.term };
}

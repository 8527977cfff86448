import type { Objective, Term } from '@audiate/protocol';

/** The objective that is one term at weight 1. */
export function oneTerm<L extends string>(term: Term<L>): Objective<L> {
  return { terms: [{ weight: 1, term }] };
}

/** `neuron(encoder.3, 17, at 400 ms)`. */
export function describe(kind: string, parts: readonly (string | number)[]): string {
  return `${kind}(${parts.join(', ')})`;
}

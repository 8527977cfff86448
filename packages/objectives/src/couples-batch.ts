import type { Term } from '@audiate/protocol';

/** A term that compares the items of a batch: an item's score depends on the others. */
export interface CouplingTerm<L extends string = string> extends Term<L> {
  readonly couplesBatch: true;
}

/** Whether a term says that it compares the items of a batch, as `diversity` does. */
export function couplesBatch<L extends string>(term: Term<L>): term is CouplingTerm<L> {
  return (term as Partial<CouplingTerm<L>>).couplesBatch === true;
}

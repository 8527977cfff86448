import type { BoundTerm } from '@audiate/protocol';

/** A bound term with the layers that it reads. */
export interface LayerTerm {
  readonly layers: readonly string[];
  readonly score: BoundTerm;
}

import { optionsOf, type Revivers, type Term } from '@audiate/protocol';
import { type AlignmentOptions, alignmentTerm } from './alignment.js';
import { diversityTerm } from './diversity.js';

/** Terms that compare the items of a batch. */
export const revivers: Revivers<Term> = {
  diversity: (spec) => diversityTerm(optionsOf<{ layer: string }>(spec).layer),
  alignment: (spec) => {
    const { layer, ...options } = optionsOf<{ layer: string } & AlignmentOptions>(spec);
    return alignmentTerm(layer, options);
  },
};
